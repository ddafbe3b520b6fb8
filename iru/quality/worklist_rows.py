"""What the worklists say, read from the ledgers under the pipeline's role.

This is the only place where a pseudonym is led back to a case-system number, so that a worker
can find the record (zone Z3: numbers and dates, no names). Nothing of it is logged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import psycopg
from psycopg import sql

from iru.contract import load_contract
from iru.quality import registry
from iru.quality.check import SEVERITIES, Gap
from iru.quality.store import LEDGERS

# A person-keyed record is kept under the pseudonym; every other key stays as it is.
OPEN_GAPS = """
select gap.check_id, coalesce(person.natural_key, gap.record_key), child.natural_key,
    gap.event_date, gap.first_seen, gap.last_seen, gap.responsible_role, gap.times_before,
    gap.responsible_staff, staff.natural_key, gap.team, team.dept_team_name
from {schema}.open_gaps as gap
left join raw.pseudonyms as person on person.pseudonym = gap.record_key
left join raw.pseudonyms as child
    on child.kind = 'child' and child.pseudonym = gap.child_pseudonym
left join raw.pseudonyms as staff
    on staff.kind = 'staff' and staff.pseudonym = gap.responsible_staff
left join raw.ssd_department as team on team.dept_team_id = gap.team and team._valid_to is null
order by gap.check_id, gap.event_date desc nulls last, gap.record_key
"""

# The last nights whose checks ran through at both borders, with what the ledger held after each.
TREND = """
with nights as (
    select distinct data_as_at as night
    from ops.check_runs
    where border = 'warehouse' and status = 'passed' and data_as_at <= %s
    order by 1 desc
    limit 14
)
select night,
    count(*) filter (where first_seen = night),
    count(*) filter (where resolved_on = night),
    count(*) filter (where first_seen <= night and (resolved_on is null or resolved_on > night))
from nights
cross join {schema}.recording_gaps
group by night
order by night
"""

LOOKED_AT = """
select distinct on (check_id) check_id, evaluated_count
from ops.check_results
where severity <> 'stop'
order by check_id, run_id desc
"""


@dataclass(frozen=True)
class Row:
    """One open gap. `child` and `worker` are case-system numbers."""

    gap: Gap
    record: str
    child: str | None
    event_date: date | None
    first_seen: date
    last_seen: date
    role: str
    times_before: int
    staff: str | None
    worker: str | None
    team: str | None
    team_name: str | None

    @property
    def age_days(self) -> int:
        """Days since the gap was first seen."""
        return (self.last_seen - self.first_seen).days

    @property
    def severity(self) -> str:
        """error, warning or information."""
        return SEVERITIES[self.gap.level]

    @property
    def record_title(self) -> str:
        """The kind of record, as the contract calls it."""
        return load_contract().table(self.gap.table).title


@dataclass(frozen=True)
class Night:
    """Gaps opened and resolved on a night, and how many were open after it."""

    night: date
    opened: int
    resolved: int
    open: int


def open_gaps(warehouse: psycopg.Connection, zone: str) -> list[Row]:
    """Open gaps of a zone, those of checks that still exist, newest event first."""
    checks = registry.gaps()
    query = sql.SQL(OPEN_GAPS).format(schema=sql.Identifier(LEDGERS[zone]))
    return [
        Row(checks[check_id], *rest)
        for check_id, *rest in warehouse.execute(query)
        if check_id in checks
    ]


def trend(warehouse: psycopg.Connection, zone: str, night: date) -> list[Night]:
    """The last nights up to `night`, oldest first."""
    query = sql.SQL(TREND).format(schema=sql.Identifier(LEDGERS[zone]))
    return [Night(*row) for row in warehouse.execute(query, (night,))]


def looked_at(warehouse: psycopg.Connection) -> dict[str, int | None]:
    """Check → how many records its newest run looked at."""
    return dict(warehouse.execute(LOOKED_AT).fetchall())


def by_check(rows: Sequence[Row]) -> list[tuple[Gap, list[Row]]]:
    """Rows by check: errors before warnings, the check with most gaps first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.gap.id, []).append(row)
    groups = [(group[0].gap, group) for group in found.values()]
    order = list(SEVERITIES)
    return sorted(groups, key=lambda one: (order.index(one[0].level), -len(one[1]), one[0].id))
