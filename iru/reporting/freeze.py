"""Freezing: an edition and every figure it prints, written once and in one transaction (D7)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from iru.errors import IruError
from iru.reporting.model import Edition, Figure, Indicator
from iru.reporting.when import Period

HERE = Path(__file__).parent
INDICATOR_COLUMNS = tuple(Indicator.__dataclass_fields__)
FIGURE_COLUMNS = (
    "figure_key", "indicator_id", "area", "period_type", "period_key", "period_end",
    "breakdown", "member", "label", "sort_order", "value", "numerator", "denominator",
    "shown", "shown_numerator", "shown_denominator", "marker", "excluded", "completeness",
    "definition_version", "vintage", "source", "derived_from",
)  # fmt: skip
RENAMED = {"figure_key": "key"}
# What makes two renderings the same: nothing else about an edition can differ then.
IDENTITY = ("report_type", "period_key", "audience", "build_id", "code_fingerprint")


def ensure_schema(connection: psycopg.Connection) -> None:
    """Make schema `figures` with its guards, if it lacks any of them."""
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(hashtext('figures'))")
        connection.execute((HERE / "figures.sql").read_text(encoding="utf-8"))
        connection.execute((HERE / "figures_guard.sql").read_text(encoding="utf-8"))


def figure_row(figure: Figure) -> dict[str, Any]:
    """A figure as it is stored and exported, in the order of FIGURE_COLUMNS."""
    period = figure.period
    given = {
        "period_type": period.kind,
        "period_key": period.key,
        "period_end": period.end,
        "derived_from": list(figure.derived_from),
    }
    return {
        name: given[name] if name in given else getattr(figure, RENAMED.get(name, name))
        for name in FIGURE_COLUMNS
    }


def content_hash(figures: Iterable[Figure], indicators: Iterable[Indicator]) -> str:
    """SHA-256 of everything printed from: the figures in order, and the definitions they carry."""
    rows = [{name: getattr(one, name) for name in INDICATOR_COLUMNS} for one in indicators]
    rows += [figure_row(figure) for figure in figures]
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(row, default=_plain, sort_keys=True).encode())
    return digest.hexdigest()


def _plain(value: object) -> str:
    """A value as text: 66.40 and 66.4 are the same number."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def same_edition(connection: psycopg.Connection, wanted: Edition) -> Edition | None:
    """The edition already frozen for the same build, code, period and audience, if any."""
    found = editions(connection, **{name: getattr(wanted, name) for name in IDENTITY})
    return found[-1] if found else None


def freeze(
    connection: psycopg.Connection,
    wanted: Edition,
    figures: list[Figure],
    indicators: list[Indicator],
) -> Edition:
    """Write an edition with its figures and seal it; the next version of its period.

    Raises IruError when there is nothing to freeze.
    """
    if not figures:
        raise IruError(
            "The report has no figures, so there is no edition to freeze.",
            where=f"{wanted.report_type} report for {wanted.period_key}",
            mend="Look whether the warehouse has results for this period.",
        )
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(hashtext('figures'))")
        earlier = [
            edition
            for edition in editions(connection, report_type=wanted.report_type)
            if (edition.period_key, edition.audience) == (wanted.period_key, wanted.audience)
        ]
        version = max((edition.version for edition in earlier), default=0) + 1
        previous = earlier[-1].edition_id if earlier else None
        edition = replace(
            wanted,
            version=version,
            edition_id=f"{wanted.report_type}-{wanted.period_key}-{wanted.audience}-v{version}",
            figure_count=len(figures),
            content_sha256=content_hash(figures, indicators),
        )
        connection.execute(
            """insert into figures.edition (edition_id, report_type, period_key, version,
                 previous_edition, audience, status, data_as_at, known_at, build_id,
                 source_system, code_commit, code_dirty, code_fingerprint, rule_set)
               values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
            (
                edition.edition_id, edition.report_type, edition.period_key, version, previous,
                edition.audience, edition.status, edition.data_as_at, edition.known_at,
                edition.build_id, edition.source_system, edition.code_commit, edition.code_dirty,
                edition.code_fingerprint, edition.rule_set,
            ),
        )  # fmt: skip
        _copy(
            connection,
            "published_indicator",
            ("edition_id", *INDICATOR_COLUMNS),
            (
                (edition.edition_id, *(getattr(indicator, name) for name in INDICATOR_COLUMNS))
                for indicator in indicators
            ),
        )
        _copy(
            connection,
            "published_figure",
            ("edition_id", "position", *FIGURE_COLUMNS),
            (
                (edition.edition_id, position, *figure_row(figure).values())
                for position, figure in enumerate(figures, start=1)
            ),
        )
        connection.execute(
            """update figures.edition set figure_count = %s, content_sha256 = %s
               where edition_id = %s""",
            (edition.figure_count, edition.content_sha256, edition.edition_id),
        )
    return editions(connection, edition_id=edition.edition_id)[0]


def _copy(
    connection: psycopg.Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple]
) -> None:
    statement = f"copy figures.{table} ({', '.join(columns)}) from stdin"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def editions(connection: psycopg.Connection, **where: Any) -> list[Edition]:
    """Sealed editions with these column values, oldest first; none if there is no table yet."""
    with connection.cursor(row_factory=dict_row) as cursor:
        ready = cursor.execute("select to_regclass('figures.edition') as name").fetchone()
        if not ready["name"]:
            return []
        tests = " and ".join(["content_sha256 is not null", *(f"{name} = %s" for name in where)])
        rows = cursor.execute(
            f"select * from figures.edition where {tests} order by created_at, version",
            list(where.values()),
        ).fetchall()
    known = Edition.__dataclass_fields__
    return [
        Edition(**{name: value for name, value in row.items() if name in known}) for row in rows
    ]


def frozen(connection: psycopg.Connection, edition_id: str) -> tuple[list[Figure], list[Indicator]]:
    """An edition's figures in the order of their first use, and its definitions."""
    with connection.cursor(row_factory=dict_row) as cursor:
        figures = cursor.execute(
            "select * from figures.published_figure where edition_id = %s order by position",
            (edition_id,),
        ).fetchall()
        indicators = cursor.execute(
            "select * from figures.published_indicator where edition_id = %s order by indicator_id",
            (edition_id,),
        ).fetchall()
    return (
        [_figure(row) for row in figures],
        [Indicator(**{name: row[name] for name in INDICATOR_COLUMNS}) for row in indicators],
    )


def _figure(row: dict[str, Any]) -> Figure:
    given = {
        "key": row["figure_key"],
        "period": Period(row["period_end"], row["period_type"]),
        "derived_from": tuple(row["derived_from"]),
    }
    plain = {name: row[name] for name in Figure.__dataclass_fields__ if name not in given}
    return Figure(**plain, **given)
