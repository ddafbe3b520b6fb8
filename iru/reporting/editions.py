"""Which periods a report can be made for, and which editions there are."""

from __future__ import annotations

from pathlib import Path

import psycopg

from iru.db import connect
from iru.errors import IruError
from iru.reporting import freeze
from iru.reporting.documents import NAMES
from iru.reporting.model import Edition
from iru.reporting.outline import outline
from iru.reporting.sources import Build, published_build
from iru.reporting.when import Period, parse
from iru.settings import Settings
from iru.settings import settings as current_settings


def complete_periods(connection: psycopg.Connection, kind: str, build: Build) -> list[Period]:
    """Periods of a kind that had ended by the last full day of the data, oldest first."""
    rows = connection.execute(
        """select distinct period_end from indicators.fct_indicator_results
           where period_type = %s and period_end <= %s order by period_end""",
        (kind, build.data_as_at),
    )
    return [Period(end, kind) for (end,) in rows]


def available(report_type: str, settings: Settings | None = None) -> list[str]:
    """The periods a report can be made for now, oldest first: ["2011-12", …]."""
    plan = outline(report_type)
    with connect("pipeline", settings=settings) as connection:
        build = published_build(connection)
        return [period.key for period in complete_periods(connection, plan.kind, build)]


def latest(report_type: str, settings: Settings | None = None) -> str:
    """The newest period a report can be made for. Raises IruError when there is none."""
    periods = available(report_type, settings)
    if not periods:
        raise IruError(
            f"No complete period is in the data yet, so there is no {report_type} report to make.",
            where="indicators.fct_indicator_results",
            mend="Wait for the end of the first period, or load earlier records.",
        )
    return periods[-1]


def asked_period(
    connection: psycopg.Connection, period_key: str, kind: str, build: Build
) -> Period:
    """The period of a key. Raises IruError, listing what there is, when it is not complete."""
    period = parse(period_key, kind)
    periods = complete_periods(connection, kind, build)
    if period not in periods:
        names = ", ".join(one.key for one in periods[-8:]) or "none yet"
        raise IruError(
            f"{period_key} is not a complete {kind} of the data, which runs to "
            f"{build.data_as_at:%d %B %Y}.",
            where="indicators.fct_indicator_results",
            mend=f"Ask for one of the newest: {names}.",
        )
    return period


def list_editions(
    settings: Settings | None = None, report_type: str | None = None
) -> list[Edition]:
    """Every edition, oldest first, with the paths of its files."""
    chosen = settings or current_settings()
    where = {"report_type": report_type} if report_type else {}
    with connect("pipeline", settings=chosen) as connection:
        found = freeze.editions(connection, **where)
    return [with_paths(edition, chosen) for edition in found]


def folder(edition: Edition, settings: Settings) -> Path:
    """Where an edition's files lie."""
    version = f"v{edition.version}"
    return settings.reports / edition.report_type / edition.period_key / version


def with_paths(edition: Edition, settings: Settings, created: bool = False) -> Edition:
    """The edition with the paths of those of its files that exist."""
    place = folder(edition, settings)
    paths = {kind: place / name for kind, name in vars(NAMES).items() if (place / name).exists()}
    return Edition(**{**vars(edition), "paths": paths, "created": created})
