"""Figures published about this authority, in this warehouse's own names (`config/published/`).

`dfe.yml` holds tables of counts from the Department for Education's releases;
`annual_report_2016_17.yml` the values printed in the unit's own report. Both become `Published`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from iru.errors import IruError
from iru.settings import PROJECT

FOLDER = PROJECT / "config" / "published"
SUPPRESSED = ("x", "c")
# DfE suppresses counts of 1 to 5.
SUPPRESSED_RANGE = (Decimal(1), Decimal(5))
RELATIONS = {"printed": "equal", "over": "more", "below": "less"}


@dataclass(frozen=True)
class Published:
    """One published figure.

    period_key:  of `dim_period`; a stock stands under the year whose 31 March it is of.
    members:     added up when there are several.
    printed:     the value as printed.
    relation:    equal, more, less, between, suppressed, or words (said without a figure).
    low, high:   what is compared: the value itself, or the bounds of between and suppressed.
    whole:       the denominator published beside a count; then low and high are of the numerator.
    change_from: the figure is the change since this period; "" for a level.
    status:      published, chart, reconstructed or contradicted.
    why:         why the figure is not to be arrived at; "" when it is a target.
    correction:  the heading of docs/seed_corrections.md, for a contradicted figure.
    """

    indicator_id: str
    period_key: str
    breakdown: str
    members: tuple[str, ...]
    printed: str
    unit: str
    relation: str
    source: str
    low: Decimal | None = None
    high: Decimal | None = None
    whole: Decimal | None = None
    change_from: str = ""
    status: str = "published"
    why: str = ""
    correction: str = ""

    @property
    def is_target(self) -> bool:
        """Whether the warehouse must arrive at it."""
        return not self.why

    @property
    def digits(self) -> int:
        """Decimal places printed; two figures of a range are printed alike."""
        return 0 if self.low is None else max(0, -int(self.low.as_tuple().exponent))


def load_published(folder: Path = FOLDER) -> list[Published]:
    """Every published figure, DfE's first.

    Raises IruError when a file says something that cannot be read, naming the indicator.
    """
    figures = [
        figure
        for table in _read(folder / "dfe.yml")["tables"]
        for figure in _table(table, _read(folder / "dfe.yml")["releases"])
    ]
    for path in sorted(folder.glob("annual_report_*.yml")):
        report = _read(path)
        for block in report["indicators"]:
            figures.extend(_figure(block, line, report) for line in block["figures"])
    return figures


def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _table(table: dict[str, Any], releases: dict[str, Any]) -> Iterator[Published]:
    """Figures of one DfE table: every split, member and period."""
    periods, release = table["periods"], releases[table["release"]]
    wholes = table.get("whole") or [None] * len(periods)
    for breakdown, members in table["members"].items():
        for member, cells in members.items():
            if len(cells) != len(periods) or len(wholes) != len(periods):
                raise _unreadable(table["indicator"], f"{member} has not one value for each period")
            for period, cell, whole in zip(periods, cells, wholes, strict=True):
                source = release if isinstance(release, str) else release[period]
                yield Published(
                    indicator_id=table["indicator"],
                    period_key=period,
                    breakdown=breakdown,
                    members=tuple(member.split(" + ")),
                    unit=table["unit"],
                    source=source,
                    why=table.get("set_aside", {}).get(period, ""),
                    **_cell(table["indicator"], cell, whole),
                )


def _cell(indicator_id: str, cell: int | str, whole: int | None) -> dict[str, Any]:
    """relation, low, high, whole and printed of one cell of a DfE table."""
    text = str(cell)
    of = None if whole is None else Decimal(whole)
    if text.startswith(SUPPRESSED):
        symbol, _, bounds = text.partition(" ")
        low, high = SUPPRESSED_RANGE
        if bounds:
            low, high = (_decimal(indicator_id, part) for part in bounds.split("-"))
        return {"relation": "suppressed", "low": low, "high": high, "whole": of, "printed": symbol}
    value = _decimal(indicator_id, text)
    return {"relation": "equal", "low": value, "high": value, "whole": of, "printed": text}


def _figure(block: dict[str, Any], line: dict[str, Any], report: dict[str, Any]) -> Published:
    """One figure of the annual report."""
    name, correction = block["indicator"], line.get("contradicted", "")
    if correction and correction not in report["corrections"]:
        raise _unreadable(name, f"there is no correction {correction!r}")
    status = "contradicted" if correction else line.get("status", "published")
    why = line.get("set_aside", "")
    if correction:
        why = f"contradicted: {report['corrections'][correction]}"
    elif "words" in line and not why:
        why = "said in words"
    return Published(
        indicator_id=name,
        period_key=line["period"],
        breakdown=line.get("split", "all"),
        members=tuple(line.get("member", "all").split(" + ")),
        unit=block["unit"],
        source=f"{report['report']}, part {block['part']}",
        change_from=line.get("from", ""),
        status=status,
        why=why,
        correction=correction,
        **_said(name, line),
    )


def _said(indicator_id: str, line: dict[str, Any]) -> dict[str, Any]:
    """relation, low, high and printed of a line of the annual report."""
    if "words" in line:
        return {"relation": "words", "printed": line["words"]}
    if "between" in line:
        low, high = (_decimal(indicator_id, text) for text in line["between"])
        return {"relation": "between", "low": low, "high": high, "printed": f"{low} to {high}"}
    for key, relation in RELATIONS.items():
        if key in line:
            value = _decimal(indicator_id, line[key])
            text = line[key] if key == "printed" else f"{key} {line[key]}"
            return {"relation": relation, "low": value, "high": value, "printed": text}
    raise _unreadable(indicator_id, "a figure has no value")


def _decimal(indicator_id: str, text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        raise _unreadable(indicator_id, f"{text!r} is not a number") from None


def _unreadable(indicator_id: str, what: str) -> IruError:
    return IruError(
        f"The published figures of {indicator_id} cannot be read: {what}.",
        where="config/published/",
        mend="Mend the line; the head of the file says how it is written.",
    )
