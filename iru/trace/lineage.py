"""From the rows of a fact to the raw row versions behind them, by lineage.yml and the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import yaml
from psycopg import sql

from iru.contract import Contract, Field, Table, load_contract
from iru.errors import IruError

FILE = Path(__file__).with_name("lineage.yml")
ZONES = {"mart": "children", "lado": "lado"}

VERSIONS = """
select distinct traced._row, {table} as table_name, {key} as record_key, held._row_id,
    held._valid_from, held._valid_to, held._load_id
from traced
{through}
inner join {raw} as held on {match}
where held._valid_from <= {known_at}
    and (held._valid_to is null or held._valid_to > {known_at})
    and {only}
order by traced._row, record_key, held._row_id"""


class Version(NamedTuple):
    """One version of one raw row, behind row `row` of a trace; valid_to is None if current."""

    row: int
    table: str
    key: str
    row_id: int
    valid_from: datetime
    valid_to: datetime | None
    load_id: int


@dataclass(frozen=True)
class Step:
    """One step of lineage.yml, where its keys are explained."""

    tables: tuple[str, ...]
    by: tuple[str, ...] = ()
    through: str | None = None
    match: Mapping[str, str] = field(default_factory=dict)
    open_at: str | None = None
    only: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=1)
def written() -> tuple[dict[str, tuple[Step, ...]], dict[str, list[str]]]:
    """lineage.yml: the steps of each fact, and the tables that say who a person is."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    facts = {
        fact: tuple(
            Step(**{k: tuple(v) if isinstance(v, list) else v for k, v in step.items()})
            for step in steps
        )
        for fact, steps in content["facts"].items()
    }
    return facts, content["people"]


def steps(layer: str, fact: str, columns: tuple[str, ...]) -> list[Step]:
    """Every step from a fact with those columns: by its record keys, its people, as written."""
    facts, people = written()
    found = [
        Step((table.name,))
        for table in load_contract().tables.values()
        if table.zone == ZONES[layer] and _is_record_in(table, columns)
    ]
    found += [Step(tuple(tables)) for column, tables in people.items() if column in columns]
    return found + list(facts.get(fact, ()))


def find_versions(
    warehouse: psycopg.Connection, layer: str, fact: str, known_at: datetime
) -> Iterator[Version]:
    """The versions, as known at `known_at`, of the records behind the rows in `traced`.

    Each once for each row, table by table. Raises IruError if nothing leads from the fact to
    any record.
    """
    columns = tuple(
        column.name for column in warehouse.execute("select * from traced limit 0").description
    )
    found = steps(layer, fact, columns)
    if not found:
        raise IruError(
            f"Nothing leads from {fact} to records of the case system.",
            where="iru/trace/lineage.yml",
            mend="Write there which tables its rows are made from.",
        )
    seen: set[tuple[int, str, int]] = set()
    for step in found:
        for name in step.tables:
            for row in warehouse.execute(_query(load_contract(), step, name, known_at)):
                version = Version(*row)
                if (mark := (version.row, version.table, version.row_id)) not in seen:
                    seen.add(mark)
                    yield version


def _is_record_in(table: Table, columns: tuple[str, ...]) -> bool:
    keys = [table.field(name) for name in table.primary_key]
    return all(key.personal == "record_key" and key.plain in columns for key in keys)


def _query(contract: Contract, step: Step, name: str, known_at: datetime) -> sql.Composed:
    table = contract.table(name)
    fields = {one.plain: one for one in table.fields}
    by = step.by or tuple(table.field(key).plain for key in table.primary_key)
    source = sql.SQL("through" if step.through else "traced")
    match = (_match(table, fields[plain], source) for plain in by)
    key = (record_key(table, table.field(name), "held") for name in table.primary_key)
    return sql.SQL(VERSIONS).format(
        table=sql.Literal(table.name),
        key=sql.SQL(" || ' / ' || ").join(key),
        through=_through(step) if step.through else sql.SQL(""),
        raw=sql.Identifier(table.raw_schema, table.name),
        match=sql.SQL(" and ").join(match),
        known_at=sql.Literal(known_at),
        only=_equal("traced", step.only),
    )


def _through(step: Step) -> sql.Composed:
    conditions = [
        sql.SQL("through.{} = traced.{}").format(sql.Identifier(theirs), sql.Identifier(ours))
        for theirs, ours in step.match.items()
    ]
    if step.open_at:
        conditions.append(
            sql.SQL(
                "coalesce(through.start_date, '-infinity') <= traced.{day}"
                " and (through.end_date is null or through.end_date > traced.{day})"
            ).format(day=sql.Identifier(step.open_at))
        )
    conditions.append(_equal("through", step.where))
    return sql.SQL("inner join {} as through on {}").format(
        sql.Identifier(step.through), sql.SQL(" and ").join(conditions)
    )


def _equal(relation: str, values: Mapping[str, Any]) -> sql.Composable:
    if not values:
        return sql.SQL("true")
    return sql.SQL(" and ").join(
        sql.SQL("{} = {}").format(sql.Identifier(relation, column), sql.Literal(value))
        for column, value in values.items()
    )


def _match(table: Table, key: Field, source: sql.SQL) -> sql.Composed:
    """The raw row's column says the same as the source's, which holds pseudonyms of persons."""
    value = sql.SQL("{}.{}::text").format(source, sql.Identifier(key.plain))
    if key.personal == "person_key":
        value = sql.SQL("(select natural_key from {} where kind = {} and pseudonym = {})").format(
            sql.Identifier(table.raw_schema, "pseudonyms"), sql.Literal(key.person_kind), value
        )
    return sql.SQL("btrim(held.{}::text) = {}").format(sql.Identifier(key.name), value)


def record_key(table: Table, key: Field, relation: str) -> sql.Composed:
    """One part of a record's key as it may be shown: a person's is the pseudonym."""
    value = sql.SQL("btrim({}::text)").format(sql.Identifier(relation, key.name))
    if key.personal != "person_key":
        return value
    return sql.SQL("(select pseudonym from {} where kind = {} and natural_key = {})").format(
        sql.Identifier(table.raw_schema, "pseudonyms"), sql.Literal(key.person_kind), value
    )
