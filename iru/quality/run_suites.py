"""The checks of one border, in a process of their own.

    python -m iru.quality.run_suites --border raw --load-id 12
    python -m iru.quality.run_suites --border warehouse --build-id 7

Standard output holds progress and one line of counts; everything Great Expectations says goes to
standard error. Neither ever holds a value of a record. Ends with 0 when nothing stops the night,
with 3 when a structural fault does, with 1 when the checks themselves failed.
"""

from __future__ import annotations

import sys

import click
import psycopg

from iru import ops
from iru.alerts import without_data
from iru.db import connect, url
from iru.errors import IruError
from iru.progress import progress
from iru.quality import registry, store
from iru.quality.check import Gap
from iru.quality.launch import FAILURE, STOPPED
from iru.quality.ledger import Settled, settle
from iru.quality.plan import Plan, raw_plan, warehouse_plan
from iru.quality.results import open_run, record
from iru.settings import Settings
from iru.settings import settings as current_settings

PASSED, FAILED = 0, 1


def run(plan: Plan, settings: Settings) -> int:
    """Run a plan's suites, keep their results, settle the ledgers; returns the exit code."""
    registry.require_index(plan.border, plan.written(), registry.index(settings.project))
    from iru.quality import suites  # seven seconds, and hundreds of log lines

    with connect("pipeline", settings=settings, autocommit=True) as warehouse:
        run_id = open_run(warehouse, plan)
        batch = suites.open_batch(url("pipeline", settings=settings))
        outcomes, stopped = [], False
        for stage in plan.stages():
            total = sum(len(checks) for checks in stage.values())
            answers = (
                outcome
                for name, checks in stage.items()
                for outcome in suites.run(batch, suites.suite_of(name, checks), checks)
            )
            outcomes += progress(answers, f"{plan.border} checks", total, sys.stdout)
            stopped = record(warehouse, run_id, plan, outcomes)
            if stopped:
                break
        require_all_ran(plan, outcomes, stopped)
        settled = Settled()
        if not stopped and plan.newest:
            settled = _settle(warehouse, plan, outcomes)
        status = "stopped" if stopped else "passed"
        warehouse.execute(
            "update ops.check_runs set status = %s, finished_at = clock_timestamp()"
            " where run_id = %s",
            (status, run_id),
        )
    gaps = sum(outcome.count or 0 for outcome in outcomes if isinstance(outcome.check, Gap))
    print(
        f"{plan.border} border: {len(outcomes):,} checks, {status}; {gaps:,} recording gaps: "
        f"{settled.opened:,} new, {settled.seen_again:,} seen before, "
        f"{settled.resolved:,} resolved",
        flush=True,
    )
    return STOPPED if stopped else PASSED


def require_all_ran(plan: Plan, outcomes: list, stopped: bool) -> None:
    """IruError when a check of the plan gave no answer at all."""
    silent = set(plan.ids()) - {outcome.check.id for outcome in outcomes}
    if silent and not stopped:
        raise IruError(
            f"{len(silent)} checks gave no answer: {', '.join(sorted(silent)[:10])}.",
            where=f"{plan.border} border",
            mend="Look at the log of this run.",
        )


def _settle(warehouse: psycopg.Connection, plan: Plan, outcomes: list) -> Settled:
    settled = Settled()
    with warehouse.transaction():
        # Several statements look at one state of the data, so that counts and keys agree.
        warehouse.execute("set transaction isolation level repeatable read")
        for zone in store.LEDGERS:
            asked = [
                (outcome.check, outcome.query, outcome.count)
                for outcome in outcomes
                if isinstance(outcome.check, Gap) and outcome.check.zone == zone
            ]
            settled += settle(warehouse, plan.border, zone, asked, plan.data_as_at)
    return settled


@click.command()
@click.option("--border", type=click.Choice(registry.BORDERS), required=True)
@click.option("--load-id", type=int)
@click.option("--build-id", type=int)
def main(border: str, load_id: int | None, build_id: int | None) -> None:
    settings = current_settings()
    try:
        with connect("pipeline", settings=settings) as warehouse:
            ops.create(warehouse)
            store.create(warehouse)
            plan = (
                raw_plan(warehouse, load_id)
                if border == "raw"
                else warehouse_plan(warehouse, build_id)
            )
        code = run(plan, settings)
    except Exception as error:
        # A traceback's message may quote a value of a record; what is said here never does.
        print(FAILURE, without_data(error), sep="\n", flush=True)
        code = FAILED
    sys.exit(code)


if __name__ == "__main__":
    main()
