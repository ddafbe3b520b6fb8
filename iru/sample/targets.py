"""The targets of the sample county: one YAML of values, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from iru.errors import IruError

TARGETS_FILE = Path(__file__).with_name("targets.yml")
# What is said about a value rather than counted; ratios and dates do not grow with the county.
ABOUT = ("source", "status", "note")
RATIOS = (
    "lac_participation",
    "escalations_days",
    "lac_health",
    "lac_sdq_band",
    "cp_parent_attended",
    "lac_child_consulted",
    "lac_parents_consulted",
    "lac_midpoint_checked",
    "lac_permanence_planned",
)
STATUSES = ("published", "identity", "chosen")
AGE_BANDS = {"under_1": 0, "1_to_4": 1, "5_to_9": 5, "10_to_15": 10, "16_and_over": 16}


@dataclass(frozen=True)
class Targets:
    """Targets, parameters and recording gaps of one county.

    values:     target → period → member → value. A period is "2017" (31 March 2017) or "2016-17".
    parameters: what steers the county where no value is published.
    gaps:       how many of each recording gap.
    scale:      how many times the county; every count grows with it, ratios do not.
    """

    values: dict[str, dict[str, dict[str, float]]]
    parameters: dict[str, Any]
    gaps: dict[str, int]
    scale: int = 1

    def get(self, target: str, period: str) -> dict[str, Any]:
        """Members and values of one target in one period; empty when there is none."""
        return self.values.get(target, {}).get(period, {})

    def counts(self, name: str) -> dict[str, int]:
        """A parameter that is a set of counts, scaled."""
        return {key: value * self.scale for key, value in self.parameters[name].items()}

    def gap(self, name: str) -> int:
        """How many of one recording gap there are to be, scaled."""
        return self.gaps.get(name, 0) * self.scale

    @property
    def today(self) -> date:
        """The day the county starts at: everything up to the evening before is recorded."""
        return self.parameters["today"]

    def each(self) -> Iterator[tuple[str, str, str, float]]:
        """Every target value: (target, period, member, value)."""
        for target, periods in self.values.items():
            for period, members in periods.items():
                for member, value in members.items():
                    yield target, period, member, value


def load_targets(path: Path | None = None, scale: int = 1) -> Targets:
    """Read the targets, `scale` times over.

    Raises IruError when the scale is not a whole number above nought, or when a value lacks
    its source or its status.
    """
    if scale < 1:
        raise IruError(
            f"The county cannot be made {scale} times over.",
            where="iru sample create --scale",
            mend="Give a whole number from 1.",
        )
    document = yaml.safe_load((path or TARGETS_FILE).read_text(encoding="utf-8"))
    values: dict[str, dict[str, dict[str, float]]] = {}
    for target, lines in document["targets"].items():
        for period, line in lines.items():
            if period == "counts":
                continue
            if not line.get("source") or line.get("status") not in STATUSES:
                raise IruError(
                    f"The target {target} of {period} does not say where it comes from.",
                    where=str(path or TARGETS_FILE),
                    mend=f"Give it a source and a status ({', '.join(STATUSES)}).",
                )
            factor = 1 if target in RATIOS else scale
            values.setdefault(target, {})[str(period)] = {
                member: value * factor for member, value in line.items() if member not in ABOUT
            }
    return Targets(values, document["parameters"], document.get("gaps") or {}, scale)


def year_label(march: int) -> str:
    """The financial year that ends on 31 March of `march`: 2017 → "2016-17"."""
    return f"{march - 1}-{march % 100:02d}"
