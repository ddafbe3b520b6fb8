"""Every night: from the case system to a published warehouse."""

from __future__ import annotations

import pendulum
from airflow.sdk import CronTriggerTimetable, dag, task
from dag_defaults import LONDON, TASKS, deadline, step

from iru import nightly

NOTES = """
### What it does
Loads the case system's extract with its history, checks it, builds the warehouse in schemas of
its own, checks those, and only then points the published views at them. A night that fails
leaves yesterday's warehouse as it was: reports and analysts are not affected.

### It is 2 a.m. and it failed
- `extract`: the case system is down, or its extract has shrunk or lacks a table or a column. The
  error says which; ask the case system's team, then clear the task.
- `check_raw`: a structural fault in the extract, such as a duplicate key. The error names the
  check; have it mended at the source, then trigger a new run.
- `build`: a model or a test of dbt failed. See `ops.dbt_node_results` of that build.
- `check_warehouse`: totals that cannot be. Nothing was published.
- `publish`: most often a lock held by someone's long query. Clear the task.
- `worklists`: most often a full disk. The warehouse is already published. Clear the task.

`something_new` ends the run early when nothing changed since the published build. Everything may
be cleared and run again: each step begins from what the last one left.
To go back to the build before: `iru nightly rollback`.
"""


@dag(
    schedule=CronTriggerTimetable("0 2 * * *", timezone="Europe/London"),
    start_date=pendulum.datetime(2017, 4, 1, tz=LONDON),
    catchup=False,
    max_active_runs=1,
    default_args=TASKS,
    deadline=deadline(hours=4),
    doc_md=NOTES,
    description="Extract, check, build, check, publish: every night at 02:00.",
    tags=["nightly", "warehouse"],
)
def nightly_refresh() -> None:
    extract = task(step(nightly.extract))
    something_new = task.short_circuit(task_id="something_new")(step(nightly.is_new))
    check_raw = task(step(nightly.check_raw))
    build = task(step(nightly.build))
    check_warehouse = task(step(nightly.check_warehouse))
    publish = task(step(nightly.publish))
    worklists = task(step(nightly.worklists))

    load_id = extract()
    build_id = build(load_id)
    something_new(load_id) >> check_raw(load_id) >> build_id
    check_warehouse(build_id) >> publish(build_id) >> worklists(build_id)


nightly_refresh()
