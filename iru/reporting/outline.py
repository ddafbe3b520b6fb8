"""The parts and sections of a report, from its `report.yml`, and which of them can be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from iru.errors import IruError

TEMPLATES = Path(__file__).parents[2] / "report_templates"
REPORTS = ("annual", "quarterly")


@dataclass(frozen=True)
class Section:
    """One section: `needs` are indicators it cannot do without, "id" or "id/breakdown"."""

    id: str
    title: str
    template: str
    needs: tuple[str, ...] = ()
    quarters: tuple[int, ...] = (1, 2, 3, 4)
    part: str = ""
    number: str = ""


@dataclass(frozen=True)
class Part:
    """A part or an annex with the sections that are shown."""

    id: str
    title: str
    sections: list[Section]
    is_annex: bool = False


@dataclass(frozen=True)
class Outline:
    """A report's `report.yml`."""

    folder: str
    title: str
    kind: str
    written_for: str
    parts: list[dict[str, Any]]
    headlines: list[dict[str, str]] = field(default_factory=list)
    handbook_areas: list[dict[str, Any]] = field(default_factory=list)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Section id → title, whether shown or not."""
        return {one["id"]: one["title"] for part in self.parts for one in part["sections"]}

    def shown(
        self, has: Callable[[str, str], bool], quarter: int = 4
    ) -> tuple[list[Part], list[Section]]:
        """The parts to show, and the sections that are still to come.

        A section is shown when its partial exists and every indicator it needs has a result;
        one that belongs to other quarters is neither shown nor listed as coming.
        """
        parts, coming = [], []
        for given in self.parts:
            title, kept = given["title"], []
            for one in given["sections"]:
                section = self._section(one, title)
                if quarter not in section.quarters:
                    continue
                exists = (TEMPLATES / section.template).exists()
                if exists and all(has(*needed(need)) for need in section.needs):
                    kept.append(section)
                else:
                    coming.append(section)
            if kept:
                parts.append(Part(given["id"], title, kept))
        return [_numbered(part) for part in parts], coming

    def _section(self, one: dict[str, Any], part: str) -> Section:
        return Section(
            id=one["id"],
            title=one["title"],
            template=f"{self.folder}/{one['id'].replace('-', '_')}.html.j2",
            needs=tuple(one.get("needs", ())),
            quarters=tuple(one.get("quarters", (1, 2, 3, 4))),
            part=part,
        )


def needed(need: str) -> tuple[str, str]:
    """ "id/breakdown" as its two halves; the breakdown is "all" when none is named."""
    indicator_id, _, breakdown = need.partition("/")
    return indicator_id, breakdown or "all"


def _numbered(part: Part) -> Part:
    """Sections numbered within a part whose id ends in its number: part-2 → 2.1, 2.2 …"""
    prefix = part.id.rpartition("-")[2]
    if not prefix.isdigit():
        return part
    sections = [
        Section(**{**vars(section), "number": f"{prefix}.{place}"})
        for place, section in enumerate(part.sections, start=1)
    ]
    return Part(part.id, part.title, sections)


def annexes() -> list[Part]:
    """The annexes every report ends with."""
    listed = yaml.safe_load((TEMPLATES / "annexes" / "annexes.yml").read_text(encoding="utf-8"))
    return [
        Part(one["id"], one["title"],
             [Section(one["id"], one["title"], f"annexes/{one['template']}.html.j2")], True)
        for one in listed
    ]  # fmt: skip


def outline(report_type: str) -> Outline:
    """A report's outline. Raises IruError for a type that does not exist."""
    if report_type not in REPORTS:
        raise IruError(
            f"There is no report of the type {report_type!r}.",
            where="the type of the report",
            mend=f"Ask for one of: {', '.join(REPORTS)}.",
        )
    path = TEMPLATES / report_type / "report.yml"
    return Outline(folder=report_type, **yaml.safe_load(path.read_text(encoding="utf-8")))
