"""One figure of a build, and how its indicator reads its fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from iru import ops
from iru.errors import IruError
from iru.nights import kept_build
from iru.settings import Settings
from iru.warehouse import published_build

LAYERS = ("mart", "lado", "indicators", "intermediate", "staging")

FIGURE = """
    select results.indicator_id, settings.title, settings.kind, settings.is_share, settings.unit,
        settings.decimals, results.period_type, results.period_key, results.period_end,
        results.breakdown, results.member, results.numerator, results.denominator, results.value,
        results.excluded, results.data_as_at, to_jsonb(reads) as reads
    from fct_indicator_results as results
    join int_indicators as settings using (indicator_id)
    join int_indicator_rows as reads using (indicator_id)
    where (results.indicator_id, results.period_type, results.period_key, results.breakdown,
        results.member) = (%s, %s, %s, %s, %s)"""

# The columns of a fact, in order, and whether each is part of its primary key.
FACT = """
    select relation.relnamespace::regnamespace::text as schema, columns.attname as name,
        coalesce(columns.attnum = any(keys.indkey), false) as is_key
    from pg_class as relation
    join pg_attribute as columns on columns.attrelid = relation.oid
    left join pg_index as keys on keys.indrelid = relation.oid and keys.indisprimary
    where relation.oid = to_regclass(%s) and columns.attnum > 0 and not columns.attisdropped
    order by columns.attnum"""


class Name(NamedTuple):
    """What a figure is called: the key of fct_indicator_results."""

    indicator_id: str
    period_type: str
    period_key: str
    breakdown: str
    member: str


@dataclass(frozen=True)
class Figure:
    """A row of fct_indicator_results, and the row of int_indicator_rows by which it is read.

    layer: mart or lado, where its fact lies. keys, columns: of the fact.
    """

    build: ops.Build
    layer: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    indicator_id: str
    title: str
    kind: str
    is_share: bool
    unit: str
    decimals: int
    period_type: str
    period_key: str
    period_end: date
    breakdown: str
    member: str
    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    excluded: int
    data_as_at: date
    reads: dict[str, Any]

    @property
    def fact(self) -> str:
        """The model whose rows are counted."""
        return self.reads["fact"]

    @property
    def date_column(self) -> str:
        """The fact's date that puts a row into a period."""
        return self.reads["date_column"]

    @property
    def is_mean_of_month_ends(self) -> bool:
        """C27: over a quarter or a year, the mean of what the month ends gave."""
        return self.reads["counted"] == "month_end_mean" and self.period_type != "month"

    @property
    def numerator_sql(self) -> str:
        """What a row adds to the numerator; an indicator's whole may count otherwise."""
        headline = self.reads.get("headline") if self.breakdown == "all" else None
        return headline or self.reads["numerator"]

    @property
    def denominator_sql(self) -> str:
        """What a row adds to the denominator."""
        own = self.reads["denominator"]
        # Builds of earlier code counted a share's whole by its numerator.
        return self.reads["numerator"] if self.is_share and own == "0" else own

    @property
    def member_sql(self) -> str:
        """The member of the breakdown that a row belongs to."""
        return self.reads["breakdowns"].get(self.breakdown, "'all'::text")

    @property
    def name(self) -> Name:
        """The key of its result."""
        return Name(
            self.indicator_id, self.period_type, self.period_key, self.breakdown, self.member
        )

    @property
    def person(self) -> str | None:
        """The fact's column that says whom a row is about, as a pseudonym."""
        people = ("child_id", "subject_id", "staff_id", "adult_id")
        return next((column for column in people if column in self.columns), None)


def showable_build(settings: Settings, build_id: int | None = None) -> ops.Build:
    """The build of that number, or the published one. IruError if its tables are not kept."""
    if build_id is None:
        shown = published_build(settings)
        if shown is None:
            raise IruError(
                "No build has been published yet.",
                where="the warehouse",
                mend="Run the night first: iru nightly run-all.",
            )
        build_id = shown["build_id"]
    return kept_build(settings, build_id)


def at_build(warehouse: psycopg.Connection, prefix: str) -> None:
    """For the rest of the transaction, let models be found without their schemas."""
    # A plan kept for one build, or for one fact's `traced`, fits no other.
    warehouse.prepare_threshold = None
    path = sql.SQL(", ").join(sql.Identifier(f"{prefix}_{layer}") for layer in LAYERS)
    warehouse.execute(sql.SQL("set local search_path to {}").format(path))


def read_figure(warehouse: psycopg.Connection, build: ops.Build, name: Name) -> Figure:
    """The figure of that name, which must exist, in the build that `at_build` was told."""
    with warehouse.cursor(row_factory=dict_row) as cursor:
        row: dict[str, Any] = cursor.execute(FIGURE, name).fetchone()
        columns = cursor.execute(FACT, [row["reads"]["fact"]]).fetchall()
    return Figure(
        build=build,
        layer=columns[0]["schema"].removeprefix(f"{build.schema_prefix}_"),
        keys=tuple(column["name"] for column in columns if column["is_key"]),
        columns=tuple(column["name"] for column in columns),
        **row,
    )
