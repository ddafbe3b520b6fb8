"""Starts the checks in their own process, shows how far they are, and keeps their log."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from iru.db import connect
from iru.errors import IruError
from iru.settings import Settings

# How iru.quality.run_suites says that a structural fault stops the night, and that it failed.
STOPPED = 3
FAILURE = "The checks failed:"
MOST_SHOWN = 5


@dataclass(frozen=True)
class Report:
    """What a border's checks came to: how many ran, gaps open now, and one sentence."""

    border: str
    checks: int
    gaps: int
    summary: str
    log: Path


def run_border(border: str, number: int, settings: Settings) -> Report:
    """Run the checks of a border after load or build `number`.

    Raises IruError when a structural fault stops the night (naming table, check, count and how
    to mend it), and when the checks themselves fail.
    """
    option = "--load-id" if border == "raw" else "--build-id"
    settings.logs.mkdir(parents=True, exist_ok=True)
    log = settings.logs / f"checks_{border}_{number}.log"
    command = [sys.executable, "-m", "iru.quality.run_suites", "--border", border]
    said: list[str] = []
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [*command, option, str(number)],
            cwd=settings.project,
            env=environment(settings),
            stdout=subprocess.PIPE,
            stderr=file,
            text=True,
        )
        for line in process.stdout or ():
            file.write(line)
            file.flush()
            sys.stderr.write(line)
            said.append(line.rstrip("\n"))
        code = process.wait()
    if code == STOPPED:
        raise _stopped(border, settings)
    if code != 0:
        with connect("pipeline", settings=settings) as warehouse:
            if warehouse.execute("select to_regclass('ops.check_runs')").fetchone() != (None,):
                warehouse.execute(
                    "update ops.check_runs set status = 'failed', finished_at = clock_timestamp()"
                    " where status = 'running' and border = %s",
                    (border,),
                )
        reason = said[said.index(FAILURE) + 1 :] if FAILURE in said else ["they said nothing"]
        raise IruError(
            f"The checks of the {border} border failed.\n  " + "\n  ".join(reason),
            where=str(log),
            mend="Correct what is named, and run the step again.",
        )
    with connect("pipeline", settings=settings) as warehouse:
        checks, gaps = warehouse.execute(
            "select count(*), coalesce(sum(unexpected_count) filter (where severity <> 'stop'), 0)"
            " from ops.check_results where run_id = (select max(run_id) from ops.check_runs"
            " where border = %s)",
            (border,),
        ).fetchone()
    return Report(border, checks, int(gaps), said[-1], log)


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which another process has the same settings (see load_settings)."""
    chosen = {
        "IRU_STATE": settings.state,
        "DATABASE_URL": settings.admin_url or "",
        "IRU_POSTGRES_USER": settings.postgres_user,
        "IRU_WAREHOUSE_DATABASE": settings.warehouse_database,
        "IRU_CASE_DATABASE": settings.case_database,
        "IRU_AIRFLOW_DATABASE": settings.airflow_database,
        "IRU_AIRFLOW_PORT": settings.airflow_port,
        "IRU_SOURCE": settings.source,
        "IRU_SOURCE_URL": settings.source_url or "",
        "IRU_SOURCE_FOLDER": settings.source_folder or "",
        "IRU_AUTHORITY": settings.authority_file,
        "PYTHONPATH": settings.project,
        "GX_ANALYTICS_ENABLED": "false",
        "PYTHONUNBUFFERED": "1",
    }
    return os.environ | {name: str(value) for name, value in chosen.items()}


def _stopped(border: str, settings: Settings) -> IruError:
    """The error that names each structural fault of the newest run, and how to mend the first."""
    with connect("pipeline", settings=settings) as warehouse:
        run_id, faults = warehouse.execute(
            "select run_id, (select array_agg(check_id || ': ' || case"
            " when unexpected_count is null then 'could not be run'"
            " else unexpected_count || ' at fault' || coalesce(' of ' || evaluated_count, '') end"
            " || case when note = '' then '' else ' (' || note || ')' end order by check_id)"
            " from ops.check_results as r where r.run_id = runs.run_id and stopped)"
            " from ops.check_runs as runs where border = %s order by run_id desc limit 1",
            (border,),
        ).fetchone()
    shown = faults[:MOST_SHOWN] + (
        [f"and {len(faults) - MOST_SHOWN} more"] * (len(faults) > MOST_SHOWN)
    )
    return IruError(
        f"{len(faults)} structural fault(s) at the {border} border; nothing is published:\n    "
        + "\n    ".join(shown),
        where=f"ops.check_results, run {run_id}",
        mend='`iru quality explain "<check>"` says what each check asks and how to mend it.',
    )
