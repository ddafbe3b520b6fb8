"""What an operator is told when something fails: never a value out of a record.

Alerts are lines of JSON in `<state>/alerts/alerts.jsonl`; a mail or chat gateway can follow
that file. Database errors are the danger: PostgreSQL quotes the offending value, which may be
a child's name, so of such an error only its kind is repeated.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import psycopg

from iru.errors import IruError
from iru.settings import Settings
from iru.settings import settings as current_settings

P = ParamSpec("P")
R = TypeVar("R")

LINES = 12  # of an error that lists every missing table, as many as a person will read


class DatabaseError(Exception):
    """A database error of which only the kind, the table and the column are repeated."""


def without_data(error: BaseException) -> str:
    """What may be said of an error where anyone can read it."""
    if isinstance(error, IruError | DatabaseError):
        return shortened(str(error))
    if isinstance(error, psycopg.Error):
        place = ".".join(
            part
            for part in (error.diag.schema_name, error.diag.table_name, error.diag.column_name)
            if part
        )
        return f"{type(error).__name__} ({error.sqlstate or 'no code'}) {place}".strip()
    return type(error).__name__


def shortened(text: str) -> str:
    """Its first and last lines, when it has more than LINES."""
    lines = text.splitlines()
    if len(lines) <= LINES:
        return text
    left_out = f"  … {len(lines) - LINES} lines more …"
    return "\n".join([*lines[: LINES - 3], left_out, *lines[-3:]])


def guarded(step: Callable[P, R]) -> Callable[P, R]:
    """A step whose database errors no longer carry the values that PostgreSQL quotes."""

    @wraps(step)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return step(*args, **kwargs)
        except psycopg.Error as error:
            said = without_data(error)
        raise DatabaseError(said)  # outside the except: no chain leads back to the values

    return run


def raise_alert(kind: str, settings: Settings | None = None, **facts: Any) -> Path:
    """Append one alert; facts are names, times and `mend`, what to do. Returns the file."""
    place = (settings or current_settings()).state / "alerts"
    place.mkdir(parents=True, exist_ok=True)
    path = place / "alerts.jsonl"
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "kind": kind} | facts
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    return path


def last_alert(since: datetime, settings: Settings | None = None, dag: str | None = None) -> str:
    """The newest alert raised after `since`, in words for a terminal; empty if there is none.

    With `dag`, only that DAG's: another's may fail meanwhile under the same scheduler.
    """
    path = (settings or current_settings()).state / "alerts" / "alerts.jsonl"
    if not path.exists():
        return ""
    alerts = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    alert = next((a for a in reversed(list(alerts)) if dag is None or a.get("dag") == dag), None)
    if alert is None or datetime.fromisoformat(alert["at"]) < since.replace(microsecond=0):
        return ""
    lines = [f"{alert['kind']}: {alert.get('task', alert.get('run'))}", alert.get("error", "")]
    return "\n".join(line for line in lines if line) + "\n"
