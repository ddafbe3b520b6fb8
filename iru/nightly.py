"""What the DAGs' tasks call: the nightly steps and the choice of a report's period.

Thin on purpose. Each function does one step through the part that owns it and returns only
numbers and names, which Airflow keeps in its own database and shows in its pages.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from iru.alerts import guarded
from iru.db import connect
from iru.errors import IruError
from iru.periods import REPORTS, just_ended, latest_full
from iru.reporting.when import parse
from iru.settings import Settings
from iru.settings import settings as current_settings


@guarded
def extract(settings: Settings | None = None) -> dict[str, Any]:
    """Load the case system's extract: {"load_id": int, "changed": bool}."""
    from iru.extract import extract as load

    result = load(settings or current_settings())
    return {"load_id": int(result["load_id"]), "changed": bool(result["changed"])}


@guarded
def is_new(load_id: int, settings: Settings | None = None) -> bool:
    """Whether a build is needed: False when the published one already holds everything.

    That is so when no load since it changed a row, and the code that made it is today's.
    """
    from iru.transform import code_fingerprint

    with connect("pipeline", settings=settings) as warehouse:
        row = warehouse.execute(
            """
            select b.code_fingerprint,
                   exists (select from ops.loads as l
                           where l.changed and l.load_id > b.load_id and l.load_id <= %s)
            from ops.builds as b where b.status = 'published'
            order by b.published_at desc limit 1
            """,
            (load_id,),
        ).fetchone()
    if row is None:
        return True
    fingerprint, changed_since = row
    return changed_since or fingerprint != code_fingerprint()


@guarded
def check_raw(load_id: int) -> None:
    """Expectations at the raw border; a structural fault raises IruError and ends the night."""
    from iru import quality

    quality.check_raw(load_id)


@guarded
def build(load_id: int) -> int:
    """Build the warehouse in schemas of its own; returns the build's number."""
    from iru import transform

    return int(transform.build(load_id))


@guarded
def check_warehouse(build_id: int) -> None:
    """Expectations on the new build; a structural fault raises IruError: nothing is published."""
    from iru import quality

    quality.check_warehouse(build_id)


@guarded
def publish(build_id: int) -> None:
    """Point the published views at the build, in one transaction."""
    from iru import warehouse

    warehouse.publish(build_id)


@guarded
def worklists(build_id: int) -> str:
    """Write the restricted worklists of recording gaps; returns their folder."""
    from iru import quality

    return str(quality.write_worklists(build_id))


@guarded
def data_as_at(settings: Settings | None = None) -> date:
    """The last full day that the published warehouse holds."""
    with connect("pipeline", settings=settings) as warehouse:
        if warehouse.execute("select to_regclass('indicators.dim_build')").fetchone() == (None,):
            raise IruError(
                "Nothing has been published yet.",
                where="schema indicators",
                mend="Run the DAG nightly_refresh first.",
            )
        return warehouse.execute("select data_as_at from indicators.dim_build").fetchone()[0]


@guarded
def choose_period(
    report_type: str,
    asked: str | None = None,
    scheduled_on: date | None = None,
    settings: Settings | None = None,
) -> str:
    """The key of the period that a report is for.

    asked: a key such as "2016-17-Q4", taken as it is; else, on a scheduled run, the period just
    ended on that day; else the latest full one in the warehouse. Raises IruError for a key of
    another kind, and when the warehouse does not yet hold the whole period.
    """
    kind = REPORTS[report_type]
    known_to = data_as_at(settings)
    if asked:
        period = parse(asked, kind)
    elif scheduled_on:
        period = just_ended(kind, scheduled_on)
    else:
        period = latest_full(kind, known_to)
    if period.end > known_to:
        raise IruError(
            f"The warehouse holds records up to {known_to:%d %B %Y}; "
            f"{period.key} ends on {period.end:%d %B %Y}.",
            where=f"{report_type} report",
            mend="See why nightly_refresh has not run since, mend it, then run this report again.",
        )
    return period.key


@guarded
def render(report_type: str, period_key: str, settings: Settings | None = None) -> str:
    """Render a draft edition; returns its folder."""
    from iru import reporting

    edition = reporting.render(report_type, period_key, settings or current_settings())
    return str(edition.folder)
