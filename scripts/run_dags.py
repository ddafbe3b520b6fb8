"""Run DAGs through Airflow, one after another, and say how each task went.

usage: run_dags.py [--migrate] [DAG …]

--migrate makes or brings up to date Airflow's own database. Airflow's output goes to
<state>/logs/airflow-run.log; what is printed is one line a task. Exits with 1 when a task failed.
While `make up` runs, its scheduler runs them; else they run here, in one process.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TextIO

import services
from task_progress import TaskProgress

from iru.airflow_environment import airflow_environment, home
from iru.alerts import last_alert
from iru.errors import IruError
from iru.settings import Settings, settings


def main() -> int:
    os.umask(0o077)  # what runs write is about children
    chosen = settings()
    names = [word for word in sys.argv[1:] if not word.startswith("--")]
    home(chosen).mkdir(parents=True, exist_ok=True)
    chosen.logs.mkdir(parents=True, exist_ok=True)
    # Airflow reads its configuration while it is imported, so the environment comes first.
    os.environ.update(airflow_environment(chosen))
    sys.path.insert(0, str(chosen.project / "dags"))
    log = chosen.logs / "airflow-run.log"
    terminal = _redirect(log)
    try:
        terminal.write("  starting Airflow …\n")
        if "--migrate" in sys.argv:
            _migrate()
        for name in names:
            progress = TaskProgress(name, chosen, terminal)
            if not _run(name, chosen, progress):
                why = last_alert(progress.since, chosen, dag=name)
                terminal.write(f"\n{name} failed.\n{why}All that Airflow said: {log}\n")
                return 1
    except IruError as error:
        terminal.write(f"iru: {error.message()}\n")
        return 1
    except Exception as error:
        traceback.print_exc()  # to the log
        terminal.write(f"Airflow stopped: {type(error).__name__}. See {log}\n")
        return 1
    return 0


def _redirect(log: Path) -> TextIO:
    """Send what this process and its children print to the log; the terminal comes back."""
    terminal = os.fdopen(os.dup(1), "w", buffering=1)
    sys.stdout.flush()
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.close(file)
    return terminal


def _migrate() -> None:
    from airflow.utils import db

    try:
        db.check_migrations(0)
    except TimeoutError:
        db.initdb()


def _run(name: str, chosen: Settings, progress: TaskProgress) -> bool:
    """Run one DAG; True when every task succeeded or had nothing to do."""
    if services.running(chosen):
        return _run_by_scheduler(name, progress)
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(dag_folder=str(chosen.project / "dags" / f"{name}.py"))
    if name not in bag.dags:
        print(bag.import_errors)  # to the log
        raise IruError(
            f"The DAG {name} cannot be read.",
            where=f"dags/{name}.py",
            mend=f"See the end of {chosen.logs / 'airflow-run.log'}.",
        )
    dag = bag.dags[name]
    # dag.test() fails at the end of a good run that has a deadline (apache/airflow, 73428).
    dag.deadline = None
    for task in dag.tasks:
        task.retries = 0  # a person is waiting: what failed is said at once
    with progress:
        return dag.test().state == "success"


def _run_by_scheduler(name: str, progress: TaskProgress) -> bool:
    from airflow.api.common.trigger_dag import trigger_dag
    from airflow.utils.types import DagRunTriggeredByType

    trigger_dag(name, triggered_by=DagRunTriggeredByType.CLI, conf={})
    with progress:
        return progress.wait() == "success"


if __name__ == "__main__":
    sys.exit(main())
