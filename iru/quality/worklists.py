"""Restricted worklists: one page for each person, team or role that can mend something.

`<state>/worklists/<night>/index.html` sums up; allegations have a folder of their own in it,
`lado/`. Folders are readable by their owner only (0700, files 0600) and go after 30 days.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from iru import ops
from iru.db import connect
from iru.errors import IruError
from iru.progress import progress
from iru.quality import worklist_rows as rows
from iru.quality.check import SEVERITIES
from iru.quality.worklist_rows import Row
from iru.settings import Settings

KEPT_DAYS = 30
# Whose gaps a team's own page shows, beside those of persons.
TEAM_ROLES = ("allocated social worker", "team manager")


@dataclass(frozen=True)
class Page:
    """One page: for whom it is, and the gaps on it."""

    file: str
    title: str
    kind: str
    gaps: list[Row]

    @property
    def errors(self) -> int:
        """How many of the gaps keep a figure from being published."""
        return sum(row.gap.level == "E" for row in self.gaps)


def write(build_id: int, settings: Settings) -> Path:
    """Write the worklists of the gaps open after a build's checks; returns their folder.

    Raises IruError if the build's checks have not passed: the ledger would be of another night.
    """
    with connect("pipeline", settings=settings) as warehouse:
        build = ops.build(warehouse, build_id)
        checked = warehouse.execute(
            "select max(data_as_at) from ops.check_runs"
            " where build_id = %s and border = 'warehouse' and status = 'passed'",
            (build_id,),
        ).fetchone()
        if checked == (None,):
            raise IruError(
                f"The checks of build {build_id} have not passed.",
                where="ops.check_runs",
                mend=f"Run `iru nightly check {build_id}` first.",
            )
        night = checked[0]
        zones = {
            zone: (rows.open_gaps(warehouse, zone), rows.trend(warehouse, zone, night))
            for zone in ("children", "lado")
        }
        looked_at = rows.looked_at(warehouse)

    base = settings.worklists
    base.mkdir(parents=True, exist_ok=True)
    base.chmod(0o700)
    draft = base / f".{night.isoformat()}.{os.getpid()}"
    draft.mkdir(mode=0o700)
    try:
        render = _renderer(settings, night, build.known_at)
        for zone, (gaps, trend) in zones.items():
            folder = draft if zone == "children" else draft / "lado"
            folder.mkdir(mode=0o700, exist_ok=True)
            _write_zone(folder, zone, gaps, trend, looked_at, render)
        final = base / night.isoformat()
        shutil.rmtree(final, ignore_errors=True)
        draft.rename(final)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _forget(base, night)
    return final


def pages(gaps: Sequence[Row], zone: str) -> list[Page]:
    """Pages for persons, then teams, then roles; every gap is on at least one."""
    if zone == "lado":
        return [Page("lado.html", "LADO", "role", list(gaps))] if gaps else []
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in gaps:
        if row.worker:
            # The file is named by the pseudonym: a file name may show up in a log.
            name = f"{row.role}, worker {row.worker}"
            found.setdefault(("person", f"{row.role} {row.staff}", name), []).append(row)
        if row.team and row.role in TEAM_ROLES:
            name = f"Team {row.team_name or row.team}"
            found.setdefault(("team", f"team {row.team}", name), []).append(row)
        elif not row.worker:
            found.setdefault(("role", f"role {row.role}", row.role), []).append(row)
    order = ("role", "team", "person")
    return [
        Page(_file(name), title[0].upper() + title[1:], kind, listed)
        for (kind, name, title), listed in sorted(
            found.items(), key=lambda one: (order.index(one[0][0]), one[0][2].lower())
        )
    ]


def _file(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".html"


def _write_zone(
    folder: Path,
    zone: str,
    gaps: list[Row],
    trend: list[rows.Night],
    looked_at: dict[str, int | None],
    render: Callable[..., str],
) -> None:
    listed = pages(gaps, zone)
    summary = {
        "zone": zone,
        "pages": listed,
        "by_check": rows.by_check(gaps),
        "trend": trend,
        "looked_at": looked_at,
        "total": len(gaps),
        "by_severity": {
            label: sum(row.gap.level == level for row in gaps)
            for level, label in SEVERITIES.items()
        },
    }
    _private(folder / "index.html", render("index.html.j2", **summary))
    for page in progress(listed, f"Worklists ({zone})"):
        text = render("page.html.j2", zone=zone, page=page, by_check=rows.by_check(page.gaps))
        _private(folder / page.file, text)


def _renderer(settings: Settings, night: date, known_at: datetime) -> Callable[..., str]:
    """A function (template, values) → page."""
    environment = Environment(
        loader=FileSystemLoader(settings.project / "report_templates" / "worklists"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = lambda day: f"{day.day} {day:%B %Y}" if day else "no date"
    # Records before the last full reporting year rarely change a figure that is still to come.
    recent_from = date(night.year - (2 if night.month < 4 else 1), 4, 1)
    shared: dict[str, Any] = {
        "authority": settings.authority,
        "night": night,
        "known_at": known_at,
        "recent_from": recent_from,
    }
    return lambda name, **values: environment.get_template(name).render(shared | values)


def _private(path: Path, text: str) -> None:
    """Write a file that nobody but its owner may read, from its first moment."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _forget(base: Path, night: date) -> None:
    """Remove worklists of nights more than 30 days before this one."""
    for folder in base.iterdir():
        try:
            old = date.fromisoformat(folder.name) < night - timedelta(days=KEPT_DAYS)
        except ValueError:
            continue
        if old:
            shutil.rmtree(folder)
