"""What is to be checked tonight: suites of checks with their rendered queries, in stages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg

from iru import ops
from iru.contract import load_contract
from iru.errors import IruError
from iru.quality import registry
from iru.quality.check import Check
from iru.quality.render import build_relations, raw_relations, render

LONDON = ZoneInfo("Europe/London")

Suites = dict[str, list[Check]]


@dataclass(frozen=True)
class Plan:
    """One border's checks.

    generated:  suites made from the contract or from the build, stage by stage; a stage that
                stops the night keeps the next from running.
    suites:     the written checks, which `expectations/index.yml` names; they run last.
    relations:  what a placeholder stands for.
    data_as_at: the last full day in the data.
    newest:     whether this is the newest state of the data, so that the ledger may follow it.
    """

    border: str
    load_id: int
    build_id: int | None
    data_as_at: date
    newest: bool
    generated: list[Suites]
    suites: Suites
    relations: Mapping[str, str]
    _row_counts: dict[str, int] = field(default_factory=dict)

    def written(self) -> list[str]:
        """Ids of the written checks."""
        return [check.id for checks in self.suites.values() for check in checks]

    def ids(self) -> list[str]:
        """Ids of all checks."""
        everything = [*self.generated, self.suites]
        return [check.id for stage in everything for checks in stage.values() for check in checks]

    def stages(self) -> Iterator[dict[str, list[tuple[Check, str]]]]:
        """Stage after stage: suite name → (check, rendered query) pairs."""
        for stage in [*self.generated, self.suites]:
            yield {
                name: [(check, self.render(check.id, check.sql)) for check in checks]
                for name, checks in stage.items()
            }

    def render(self, check_id: str, query: str) -> str:
        """A query with its placeholders filled."""
        return render(check_id, query, self.relations, self.data_as_at)

    def rows(self, warehouse: psycopg.Connection, table: str) -> int | None:
        """Rows of a table or model; counted once. None when it is not there.

        At the warehouse border a contract table stands for its staging model.
        """
        if table not in self.relations and table in load_contract().tables:
            table = load_contract().table(table).staging
        if table not in self.relations:
            return None
        if table not in self._row_counts:
            counted = warehouse.execute(f"select count(*) from {self.relations[table]} as counted")
            self._row_counts[table] = counted.fetchone()[0]
        return self._row_counts[table]


def raw_plan(warehouse: psycopg.Connection, load_id: int | None) -> Plan:
    """The raw border after a load. IruError if there is no such load, or it did not go well."""
    from expectations.raw import contract as from_contract

    row = warehouse.execute(
        "select coalesce(extracted_at, as_at), load_id = (select max(load_id) from ops.loads where "
        f"{ops.GOOD_LOAD}) from ops.loads where load_id = %s and {ops.GOOD_LOAD}",
        (load_id,),
    ).fetchone()
    if row is None:
        raise IruError(
            f"Load {load_id} did not go well, or there is none of that number.",
            where="ops.loads",
            mend="Run `iru nightly extract`, and check what it loaded.",
        )
    extracted_at, newest = row
    contract = load_contract()
    return Plan(
        border="raw",
        load_id=load_id,
        build_id=None,
        data_as_at=last_full_day(extracted_at),
        newest=newest,
        generated=[
            {"contract columns": list(from_contract.columns(contract))},
            {
                f"contract {table.name}": list(from_contract.rules(table, contract))
                for table in contract.tables.values()
            },
        ],
        suites=registry.suites("raw"),
        relations=raw_relations(),
    )


def warehouse_plan(warehouse: psycopg.Connection, build_id: int | None) -> Plan:
    """The warehouse border after a build. IruError if there is no such build."""
    from expectations.warehouse import walls

    build = ops.build(warehouse, build_id)
    extracted_at, newest = warehouse.execute(
        # The load that was the newest one at the moment as of which the build was made.
        "select coalesce(extracted_at, as_at), load_id = (select max(load_id) from ops.loads where "
        f"{ops.GOOD_LOAD}) from ops.loads where {ops.GOOD_LOAD} and as_at <= %s"
        " order by load_id desc limit 1",
        (build.known_at,),
    ).fetchone()
    return Plan(
        border="warehouse",
        load_id=build.load_id,
        build_id=build.build_id,
        data_as_at=last_full_day(extracted_at),
        newest=newest,
        generated=[{"walls": walls.checks(warehouse, build.schema_prefix)}],
        suites=registry.suites("warehouse"),
        relations=build_relations(warehouse, build.schema_prefix),
    )


def last_full_day(moment: datetime) -> date:
    """The day before the moment's local date: what the extract knows the whole of."""
    return moment.astimezone(LONDON).date() - timedelta(days=1)
