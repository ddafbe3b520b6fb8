"""Raw records that differ between two moments: new, changed or deleted, and in which columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg import sql

from iru.contract import Field, Table, load_contract
from iru.trace.lineage import record_key

NEW, CHANGED, DELETED = "new", "changed", "deleted"
# Whose figures a record may move, besides those made from the record itself.
PEOPLE = ("child", "lado_subject")

# A record changed twice in between counts once; changed and changed back, or entered and deleted
# again, not at all.
QUERY = """
with was as (
    select * from {raw}
    where _valid_from <= {earlier} and _valid_to > {earlier} and _valid_to <= {later}
),
now as (
    select * from {raw}
    where _valid_from > {earlier} and _valid_from <= {later}
        and (_valid_to is null or _valid_to > {later})
)
select case when was._row_id is null then 'new' when now._row_id is null then 'deleted'
        else 'changed' end,
    case when now._row_id is null then {was_key} else {now_key} end,
    array_remove(array[{differing}]::text[], null),
    array[{was_values}]::text[], array[{now_values}]::text[],
    array_remove(array[{people}]::text[], null)
from was
full join now on {same}
order by 2"""


@dataclass(frozen=True)
class Change:
    """What became of one record.

    columns: those whose content differs, in a changed record.
    values:  column → (earlier, later), for those of `columns` that say nothing personal.
    people:  pseudonyms of the children, or of the subject of an allegation, it is about.
    """

    table: str
    key: str
    kind: str
    columns: tuple[str, ...]
    values: Mapping[str, tuple[str | None, str | None]]
    people: frozenset[str]


def changes(
    warehouse: psycopg.Connection, earlier: datetime, later: datetime, zones: Iterable[str]
) -> list[Change]:
    """Every record of those zones (children, lado, reference) that differs between the moments."""
    wanted = set(zones)
    tables = [one for one in load_contract().tables.values() if one.zone in wanted]
    held = {
        name
        for (name,) in warehouse.execute(
            "select relname from pg_class where relkind = 'r'"
            " and relnamespace in ('raw'::regnamespace, 'raw_lado'::regnamespace)"
        )
    }
    return [
        change
        for table in tables
        if table.name in held  # a table new to the contract is made by the next load
        for change in _changes(warehouse, table, earlier, later)
    ]


def _changes(
    warehouse: psycopg.Connection, table: Table, earlier: datetime, later: datetime
) -> Iterable[Change]:
    shown = [field for field in table.fields if field.personal == "none"]
    rows = warehouse.execute(_query(table, shown, earlier, later))
    for kind, key, differing, was, now, people in rows:
        columns = tuple(differing) if kind == CHANGED else ()
        values = {
            field.name: (before, after)
            for field, before, after in zip(shown, was, now, strict=True)
            if field.name in columns
        }
        yield Change(table.name, key, kind, columns, values, frozenset(people))


def _query(
    table: Table, shown: Iterable[Field], earlier: datetime, later: datetime
) -> sql.Composed:
    def listed(form: str, fields: Iterable[Field]) -> sql.Composed:
        return sql.SQL(", ").join(
            sql.SQL(form).format(column=sql.Identifier(field.name), name=sql.Literal(field.name))
            for field in fields
        )

    def key(relation: str) -> sql.Composed:
        parts = (record_key(table, table.field(name), relation) for name in table.primary_key)
        return sql.SQL(" || ' / ' || ").join(parts)

    shown = list(shown)
    people = [field for field in table.fields if field.person_kind in PEOPLE]
    return sql.SQL(QUERY).format(
        raw=sql.Identifier(table.raw_schema, table.name),
        earlier=sql.Literal(earlier),
        later=sql.Literal(later),
        was_key=key("was"),
        now_key=key("now"),
        differing=listed(
            "case when was.{column} is distinct from now.{column} then {name} end", table.fields
        ),
        was_values=listed("was.{column}::text", shown),
        now_values=listed("now.{column}::text", shown),
        people=sql.SQL(", ").join(
            record_key(table, field, relation) for field in people for relation in ("was", "now")
        ),
        same=sql.SQL(" and ").join(
            sql.SQL("was.{0} = now.{0}").format(sql.Identifier(name)) for name in table.primary_key
        ),
    )
