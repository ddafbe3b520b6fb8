"""What each check counted, kept run by run in `ops.check_results`."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg

from iru.quality.check import Gap, Structural
from iru.quality.plan import Plan

MOST_NAMES = 8


def open_run(warehouse: psycopg.Connection, plan: Plan) -> int:
    """Record that a run begins; its number."""
    return warehouse.execute(
        "insert into ops.check_runs (border, load_id, build_id, data_as_at)"
        " values (%s, %s, %s, %s) returning run_id",
        (plan.border, plan.load_id, plan.build_id, plan.data_as_at),
    ).fetchone()[0]


def record(warehouse: psycopg.Connection, run_id: int, plan: Plan, outcomes: Iterable) -> bool:
    """Keep the outcomes of a run, each once; True when one of them stops the night."""
    rows, stopped = [], False
    for outcome in outcomes:
        check = outcome.check
        looked_at = _looked_at(warehouse, plan, outcome)
        stops = outcome.count is None or (
            isinstance(check, Structural) and check.stops(outcome.count, looked_at)
        )
        stopped = stopped or stops
        rows.append(
            {
                "run_id": run_id,
                "border": plan.border,
                "load_id": plan.load_id,
                "build_id": plan.build_id,
                "suite": outcome.suite,
                "check_id": check.id,
                "severity": check.severity,
                "passed": outcome.count == 0,
                "stopped": stops,
                "unexpected_count": outcome.count,
                "evaluated_count": looked_at,
                "seconds": round(outcome.seconds, 4),
                "note": outcome.problem or (_names(warehouse, outcome) if stops else ""),
            }
        )
    columns = list(rows[0]) if rows else []
    with warehouse.cursor() as cursor:
        cursor.executemany(
            f"insert into ops.check_results ({', '.join(columns)})"
            f" values ({', '.join(f'%({name})s' for name in columns)})"
            " on conflict (run_id, check_id) do nothing",
            rows,
        )
    return stopped


def _looked_at(warehouse: psycopg.Connection, plan: Plan, outcome) -> int | None:
    """How many rows the check looked at: its own count where it matters, else the table's."""
    check = outcome.check
    if isinstance(check, Structural) and check.rows_sql and outcome.count:
        return warehouse.execute(plan.render(check.id, check.rows_sql)).fetchone()[0]
    return plan.rows(warehouse, check.table) if isinstance(check, Gap | Structural) else None


def _names(warehouse: psycopg.Connection, outcome) -> str:
    """Names of columns or models at fault, where a check says that they may be shown."""
    if not isinstance(outcome.check, Structural) or not outcome.check.shows:
        return ""
    rows = warehouse.execute(
        f"select distinct {outcome.check.shows} from ({outcome.query}) as faulty"
        f" order by 1 limit {MOST_NAMES + 1}"
    ).fetchall()
    names = [str(name) for (name,) in rows]
    return ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
