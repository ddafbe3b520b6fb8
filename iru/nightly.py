"""What the DAGs' tasks call: the nightly steps and the choice of a report's period.

Thin on purpose. Each function does one step through the part that owns it and returns only
numbers and names, which Airflow keeps in its own database and shows in its pages.
"""

from __future__ import annotations

from datetime import date

from iru.alerts import guarded
from iru.errors import IruError
from iru.periods import REPORTS, just_ended, latest_full
from iru.reporting.when import parse
from iru.settings import Settings
from iru.settings import settings as current_settings


@guarded
def extract(settings: Settings | None = None) -> int:
    """Load the case system's extract into raw; returns the load's number."""
    from iru.extract import extract as load

    return int(load(settings or current_settings())["load_id"])


@guarded
def is_new(load_id: int, settings: Settings | None = None) -> bool:
    """Whether a build is needed: False when the published one already shows what was loaded."""
    from iru import warehouse

    return not warehouse.nothing_to_do(settings or current_settings(), load_id)


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
    from iru import warehouse

    build = warehouse.published_build(settings or current_settings())
    if build is None:
        raise IruError(
            "Nothing has been published yet.",
            where="the warehouse",
            mend="Run the DAG nightly_refresh first.",
        )
    return build["data_as_at"]


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
    return str(next(iter(edition.paths.values())).parent)
