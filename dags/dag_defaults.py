"""What every DAG here has in common: owner, retries, alerts, and how errors are treated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

import pendulum
from airflow.exceptions import AirflowFailException
from airflow.sdk import DeadlineAlert, DeadlineReference, SyncCallback

LONDON = pendulum.timezone("Europe/London")
OWNER = "IRU data team"


def step(function: Callable[..., Any]) -> Callable[..., Any]:
    """A task body that fails at once on what only a person can mend; the rest is retried."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        from iru.db import NotReachable
        from iru.errors import IruError

        try:
            return function(*args, **kwargs)
        except NotReachable:
            raise
        except IruError as error:
            raise AirflowFailException(error.message()) from None

    return run


def failed(context: dict[str, Any]) -> None:
    """Tell the operator which task failed and what to do; never a value out of an error."""
    from iru.alerts import raise_alert, shortened, without_data

    task, error = context["task_instance"], context["exception"]
    said = shortened(str(error)) if isinstance(error, AirflowFailException) else without_data(error)
    raise_alert(
        "task failed",
        dag=task.dag_id,
        task=task.task_id,
        run=task.run_id,
        error=said,
        mend=f"Read the notes of the DAG {task.dag_id}; mend; then clear the task to go on.",
    )


def late(context: dict[str, Any]) -> None:
    """Tell the operator that a run has not ended when it should have."""
    from iru.alerts import raise_alert

    raise_alert(
        "run late",
        dag=context["dag_run"]["dag_id"],
        run=context["dag_run"]["dag_run_id"],
        mend="See in Airflow which task is still running or waiting for another attempt.",
    )


def deadline(hours: float) -> DeadlineAlert:
    """An alert when a run has not ended so many hours after its scheduled time."""
    begin, after = DeadlineReference.DAGRUN_LOGICAL_DATE, timedelta(hours=hours)
    return DeadlineAlert(reference=begin, interval=after, callback=SyncCallback(late))


TASKS = {
    "owner": OWNER,
    "retries": 2,
    "retry_delay": timedelta(minutes=1),
    "retry_exponential_backoff": 3,
    "execution_timeout": timedelta(hours=2),
    "on_failure_callback": failed,
}
