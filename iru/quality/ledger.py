"""The ledger of recording gaps: a gap is opened, ages, and closes itself when it is mended (D4).

Records are found and kept inside PostgreSQL; no key of a record passes through Python. A night is
settled in one transaction. Only the gaps of checks that ran tonight are closed: a check that
could not look must not look like a county that mended everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import psycopg
from psycopg import sql

from iru.contract import load_contract
from iru.errors import IruError
from iru.quality.check import Gap
from iru.quality.render import raw_relations
from iru.quality.store import LEDGERS

PREPARE = """
create temporary table asked (
    check_id text primary key, severity text, record_table text, record_kind text,
    role text, worker text
) on commit drop;
create temporary table found (
    check_id text, record_key text, child_id text, event_date date, staff_id text
) on commit drop;
"""

# Whoever had the child last in each role; the one who has it today comes first.
WORKERS = """
create temporary table workers on commit drop as
select distinct on (invo_person_id, invo_professional_role_id)
    invo_person_id as child_id, invo_professional_role_id as role_code,
    invo_professional_id as staff_id, invo_professional_team as team
from {involvements} as involvement
where invo_involvement_start_date <= {night}
order by invo_person_id, invo_professional_role_id,
    (invo_involvement_end_date is null or invo_involvement_end_date > {night}) desc,
    invo_involvement_start_date desc, invo_involvements_id
"""

# {known} is what the checks call a person by: natural_key at the raw border, pseudonym after it.
SEEN_CHILDREN = """
create temporary table seen on commit drop as
select asked.check_id, asked.severity, asked.record_table,
    case when asked.record_kind is null then found.record_key else person.pseudonym end
        as record_key,
    child.pseudonym as child_pseudonym, found.event_date, asked.role,
    case when named.pseudonym is not null then named.pseudonym else worker.pseudonym end as staff,
    social_worker.team
from found
join asked on asked.check_id = found.check_id
left join raw.pseudonyms as person
    on person.kind = asked.record_kind and person.{known} = found.record_key
left join raw.pseudonyms as child on child.kind = 'child' and child.{known} = found.child_id
left join raw.pseudonyms as named on named.kind = 'staff' and named.{known} = found.staff_id
left join workers as allocated
    on allocated.child_id = child.natural_key and allocated.role_code = asked.worker
left join raw.pseudonyms as worker
    on worker.kind = 'staff' and worker.natural_key = allocated.staff_id
left join workers as social_worker
    on social_worker.child_id = child.natural_key and social_worker.role_code = 'SW'
"""

SEEN_LADO = """
create temporary table seen on commit drop as
select asked.check_id, asked.severity, asked.record_table, found.record_key,
    null::text as child_pseudonym, found.event_date, asked.role,
    null::text as staff, null::text as team
from found
join asked on asked.check_id = found.check_id
"""

TOUCH = """
update {schema}.recording_gaps as gap
set last_seen = {night}, severity = seen.severity, event_date = seen.event_date,
    responsible_role = seen.role, responsible_staff = seen.staff, team = seen.team
from seen
where gap.resolved_on is null
    and gap.check_id = seen.check_id and gap.record_key = seen.record_key
"""

OPEN = """
insert into {schema}.recording_gaps (
    check_id, severity, record_table, record_key, child_pseudonym, event_date,
    responsible_role, responsible_staff, team, first_seen, last_seen, times_before
)
select check_id, severity, record_table, record_key, child_pseudonym, event_date,
    role, staff, team, {night}, {night},
    (
        select count(*) from {schema}.recording_gaps as earlier
        where earlier.check_id = seen.check_id and earlier.record_key = seen.record_key
    )
from seen
where not exists (
    select 1 from {schema}.recording_gaps as gap
    where gap.resolved_on is null
        and gap.check_id = seen.check_id and gap.record_key = seen.record_key
)
"""

RESOLVE = """
update {schema}.recording_gaps as gap
set resolved_on = {night}
from asked
where gap.resolved_on is null and gap.check_id = asked.check_id
    and not exists (
        select 1 from seen
        where seen.check_id = gap.check_id and seen.record_key = gap.record_key
    )
"""


@dataclass(frozen=True)
class Settled:
    """What a night did to a ledger: gaps opened, seen again, and resolved."""

    opened: int = 0
    seen_again: int = 0
    resolved: int = 0

    def __add__(self, other: Settled) -> Settled:
        return Settled(
            self.opened + other.opened,
            self.seen_again + other.seen_again,
            self.resolved + other.resolved,
        )


def settle(
    connection: psycopg.Connection,
    border: str,
    zone: str,
    asked: Sequence[tuple[Gap, str, int]],
    night: date,
) -> Settled:
    """Bring one zone's ledger up to date, within the caller's transaction.

    asked: for each check that ran, its rendered query and how many records it counted.
    night: the last full day in the data; gaps get it as first seen, last seen or resolved.
    """
    for name in ("asked", "found", "workers", "seen"):
        connection.execute(f"drop table if exists pg_temp.{name}")
    connection.execute(PREPARE)
    for gap, query, count in asked:
        _find(connection, gap, query, count)
    words = {
        "schema": sql.Identifier(LEDGERS[zone]),
        "night": sql.Literal(night),
        "known": sql.Identifier("natural_key" if border == "raw" else "pseudonym"),
        "involvements": sql.SQL(raw_relations()["ssd_involvements"]),
    }
    steps = [WORKERS, SEEN_CHILDREN] if zone == "children" else [SEEN_LADO]
    for step in steps:
        connection.execute(sql.SQL(step).format(**words))
    touched, opened, resolved = (
        connection.execute(sql.SQL(step).format(**words)).rowcount
        for step in (TOUCH, OPEN, RESOLVE)
    )
    return Settled(opened, touched, resolved)


def _find(connection: psycopg.Connection, gap: Gap, query: str, count: int) -> None:
    """Run one check's query into `found`; IruError when it breaks the promise of its columns."""
    columns = {
        column.name: column
        for column in connection.execute(f"select * from ({query}) as gap limit 0").description
    }
    child = "child_id::text" if gap.zone == "children" else "null"
    staff = "staff_id::text" if "staff_id" in columns else "null"
    connection.execute(
        f"insert into found select %s, record_key::text, {child}, event_date::date, {staff}"
        f" from ({query.replace('%', '%%')}) as gap",
        (gap.id,),
    )
    connection.execute(
        "insert into asked values (%s, %s, %s, %s, %s, %s)",
        (gap.id, gap.level, gap.table, _person_kind(gap), gap.role, gap.worker),
    )
    distinct, rows = connection.execute(
        "select count(distinct record_key), count(*) from found where check_id = %s", (gap.id,)
    ).fetchone()
    if not distinct == rows == count:
        raise IruError(
            f"The check counted {count:,} records, then found {rows:,}, of them {distinct:,} "
            "different ones.",
            where=f"check {gap.id}",
            mend="Its query must name each faulty record once, and nothing may load meanwhile.",
        )


def _person_kind(gap: Gap) -> str | None:
    """The kind of person, when the record *is* a person: the ledger then keeps the pseudonym."""
    table = load_contract().table(gap.table)
    key = table.field(table.primary_key[0])
    return key.person_kind if key.personal == "person_key" else None
