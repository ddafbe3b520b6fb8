"""What moved between two nights: the figures, and whose records moved them (C22).

The figures are for whoever may read the published ones. Children and records are restricted, and
are looked up only when they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from iru.db import connect
from iru.errors import IruError
from iru.nights import LONDON, Night, night
from iru.progress import progress
from iru.revisions.changes import changes
from iru.revisions.children import Finder, Movement
from iru.revisions.moved import Difference, Moved, find_moved
from iru.settings import Settings
from iru.settings import settings as current_settings
from iru.trace.figure import Name
from iru.trace.restricted import READERS

__all__ = ["Difference", "Moved", "Movement", "Revisions", "revisions"]

ZONES = {"manager": ("children", "reference"), "lado": ("lado", "reference")}


@dataclass(frozen=True)
class Revisions:
    """Two nights and what lies between them.

    movements: for each result that moved, the rows that did; empty unless asked for.
    withheld:  results that moved, whose rows the role may not see.
    """

    was: Night
    now: Night
    difference: Difference
    movements: Mapping[Name, Sequence[Movement]] = field(default_factory=dict)
    withheld: Sequence[Name] = ()


def revisions(
    earlier: str,
    later: str,
    *,
    indicator: str | None = None,
    period: str | None = None,
    children: bool = False,
    role: str = "manager",
    limit: int | None = None,
    settings: Settings | None = None,
) -> Revisions:
    """What moved from `earlier` to `later`, each a date, a moment or the number of a kept build.

    A night of which no build is kept is built as known then in schemas of its own, which are
    dropped again. indicator, period: only these. children: also whose records moved the figures,
    as far as `role` (manager, or lado for allegations) may see them; of the first `limit` results.
    """
    chosen = settings or current_settings()
    with night(chosen, earlier) as was, night(chosen, later) as now:
        if was.build.known_at > now.build.known_at:
            raise IruError(
                "The night to compare with is the later one.",
                where=f"{was.build.known_at.astimezone(LONDON):%Y-%m-%d %H:%M} and "
                f"{now.build.known_at.astimezone(LONDON):%Y-%m-%d %H:%M}",
                mend="Name the earlier night with --from and the later with --to.",
            )
        with connect("pipeline", settings=chosen) as warehouse:
            prefixes = was.build.schema_prefix, now.build.schema_prefix
            difference = find_moved(warehouse, *prefixes, indicator, period)
            if not children or not difference.moved:
                return Revisions(was, now, difference)
            found = changes(warehouse, was.build.known_at, now.build.known_at, ZONES[role])
            finder = Finder(warehouse, chosen, was, now, role, found)
            movements: dict[Name, Sequence[Movement]] = {}
            withheld: list[Name] = []
            for one in progress(difference.moved[:limit], "Looking up whose records moved them"):
                if READERS[finder.layer(one.name)] != role:
                    withheld.append(one.name)
                else:
                    movements[one.name] = finder.movements(one.name)
    return Revisions(was, now, difference, movements, withheld)
