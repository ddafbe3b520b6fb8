"""One line a task, as Airflow's own database learns of it."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TextIO

import psycopg

from iru.db import connect
from iru.settings import Settings

ENDED = ("success", "failed", "skipped", "upstream_failed", "removed")
WORDS = {"success": "", "skipped": "nothing to do", "upstream_failed": "not begun"}
LOOK_EVERY_SECONDS = 0.5
LOG_EVERY_SECONDS = 5


class TaskProgress:
    """While open, watches the newest run of a DAG and prints its tasks as they end.

    At a terminal the running task's line is rewritten in place; in a log it appears every five
    seconds.
    """

    def __init__(self, dag: str, settings: Settings, out: TextIO) -> None:
        self.dag, self.settings, self.out = dag, settings, out
        self.said: set[str] = set()
        self.since = datetime.now(UTC)
        self.last_line = 0.0
        self._end = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> TaskProgress:
        self.out.write(f"  {self.dag}\n")
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._watcher.join()

    def wait(self) -> str:
        """The state in which the run ended (used when another process runs it)."""
        while True:
            with connect("airflow", settings=self.settings) as airflow:
                row = airflow.execute(
                    "select state from dag_run where dag_id = %s and queued_at >= %s"
                    " order by id desc limit 1",
                    (self.dag, self.since),
                ).fetchone()
            if row and row[0] in ("success", "failed"):
                return row[0]
            time.sleep(LOOK_EVERY_SECONDS)

    def _watch(self) -> None:
        with connect("airflow", settings=self.settings, autocommit=True) as airflow:
            while not self._end.wait(LOOK_EVERY_SECONDS):
                self._look(airflow)
            self._look(airflow)

    def _look(self, airflow: psycopg.Connection) -> None:
        tasks = airflow.execute(
            """
            select t.task_id, t.state, t.start_date, t.end_date
            from task_instance as t
            join (select dag_id, run_id from dag_run
                  where dag_id = %s and start_date >= %s order by id desc limit 1) as newest
                using (dag_id, run_id)
            order by t.start_date nulls last, t.task_id
            """,
            (self.dag, self.since),
        ).fetchall()
        for task, state, started, ended in tasks:
            if state in ENDED and task not in self.said:
                self.said.add(task)
                self._line(len(tasks), task, state, ended - started if started and ended else None)
            elif state == "running" and task not in self.said:
                self._running(len(tasks), task, datetime.now(UTC) - started)

    def _line(self, total: int, task: str, state: str, took: timedelta | None) -> None:
        begun = took is not None and state not in ("upstream_failed", "skipped")
        seconds = f"{took.total_seconds():6.1f} s" if begun else " " * 8
        word = WORDS.get(state, state.upper())
        text = f"    {len(self.said)} of {total}  {task:<18}{seconds}  {word}".rstrip()
        self.out.write(f"{self._back()}{text}\n")

    def _running(self, total: int, task: str, since: timedelta) -> None:
        text = f"    {len(self.said) + 1} of {total}  {task:<18}{since.total_seconds():6.0f} s  …"
        if self.out.isatty():
            self.out.write(f"{self._back()}{text}")
            self.out.flush()
        elif time.monotonic() - self.last_line >= LOG_EVERY_SECONDS:
            self.out.write(text + "\n")
            self.last_line = time.monotonic()

    def _back(self) -> str:
        return "\r\033[K" if self.out.isatty() else ""
