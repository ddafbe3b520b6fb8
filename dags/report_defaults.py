"""What the two report DAGs have in common: schedule, period, tasks and notes."""

from __future__ import annotations

from typing import Any

import pendulum
from airflow.sdk import Param, task

# Not the class of the same name in airflow.sdk: that one cannot be serialized.
from airflow.timetables.events import EventsTimetable
from dag_defaults import LONDON, TASKS, deadline, step

from iru import nightly
from iru.periods import draft_times

FIRST_YEAR, LAST_YEAR = 2017, 2040  # events are a finite list; a test warns before it ends
NOTES = """
It reads published figures only. By hand, for any period: trigger it with the parameter `period`,
such as `{example}`; left empty, it takes the latest full {kind} in the warehouse.

### It failed
- `choose_period`: the warehouse was not refreshed since the {kind} ended. See why
  `nightly_refresh` failed, run it, then clear the task. Or the parameter is not a {kind}:
  trigger again with one such as `{example}`.
- `render`: a figure that a sentence needs is missing. The error names it: look for its row in
  `indicators.fct_indicator_results`.

A report without its PDF is no failure: the log of `render` says which package is missing.
A failed report changes nothing: the editions made before stay as they were.
"""


def drafts(kind: str, words: str) -> EventsTimetable:
    """The moments at which drafts of that kind of period are made."""
    moments = [pendulum.instance(moment) for moment in draft_times(kind, FIRST_YEAR, LAST_YEAR)]
    return EventsTimetable(event_dates=moments, description=words)


def settings_of(report_type: str, kind: str, example: str, pattern: str) -> dict[str, Any]:
    """The arguments of @dag that differ only in the kind of period."""
    period = Param(
        None,
        type=["null", "string"],
        pattern=rf"^({pattern})?$",
        title="Period",
        description=f"Such as {example}; empty for the latest full {kind}.",
    )
    return {
        "start_date": pendulum.datetime(2017, 4, 1, tz=LONDON),
        "catchup": False,
        "max_active_runs": 1,
        "default_args": TASKS,
        "deadline": deadline(hours=2),
        "tags": ["report", report_type],
        "params": {"period": period},
    }


def draft(report_type: str) -> None:
    """Wire the two tasks: choose the period, render its draft."""

    @task
    @step
    def choose_period(params: dict[str, Any], dag_run: Any) -> str:
        day = None
        if dag_run.run_type == "scheduled":
            day = dag_run.logical_date.astimezone(LONDON).date()
        return nightly.choose_period(report_type, params["period"], day)

    @task
    @step
    def render(period_key: str) -> str:
        return nightly.render(report_type, period_key)

    render(choose_period())
