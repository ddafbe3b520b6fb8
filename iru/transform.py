"""One dbt run over one load: raw becomes marts and indicators, in schemas of the build's own.

Source: decisions D3 (write, audit, publish) and D13 (one dbt process a night).
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql

from iru import dbt_environment as dbt
from iru import ops
from iru.db import connect
from iru.errors import IruError
from iru.fingerprint import code_fingerprint
from iru.progress import progress
from iru.settings import Settings
from iru.settings import settings as current_settings

LOCK = "select pg_try_advisory_lock(hashtext('iru.transform'))"
NODE_DONE = re.compile(r"\d\d:\d\d:\d\d\s+\d+ of (\d+) (?!START)([A-Z]+)")
GOOD = ("success", "pass", "warn", "no-op")


def build(load_id: int, known_at: datetime | None = None, settings: Settings | None = None) -> int:
    """Build the warehouse from load `load_id`, as known at `known_at`; return the build's number.

    `known_at` defaults to the load's own moment. On success the schemas <prefix>_staging,
    _intermediate, _mart, _lado and _indicators exist and ops.builds says 'built'. Raises IruError
    naming the failing nodes; the build is then marked 'failed', its schemas kept for a look.
    """
    chosen = settings or current_settings()
    with connect("pipeline", settings=chosen, autocommit=True) as warehouse:
        if not warehouse.execute(LOCK).fetchone()[0]:
            raise IruError(
                "Another build of the warehouse is under way.",
                where="iru.transform",
                mend="Wait until it has ended: `iru nightly status`.",
            )
        ops.create(warehouse)
        opened = ops.open_build(warehouse, load_id, known_at, code_fingerprint(chosen))
        _drop_schemas(warehouse, dbt.BUILDING)
        try:
            _run(chosen, opened, warehouse)
        except BaseException:
            ops.close_build(warehouse, opened.build_id, "failed")
            raise
        finally:
            _name_schemas(warehouse, opened.schema_prefix)
        ops.close_build(warehouse, opened.build_id, "built")
    return opened.build_id


def _run(settings: Settings, opened: ops.Build, warehouse: psycopg.Connection) -> None:
    """One `dbt build`, its progress shown and its results kept, whatever comes of it."""
    results = dbt.target(settings) / "run_results.json"
    results.unlink(missing_ok=True)
    dbt.log_file(settings).parent.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        dbt.command(settings, "build", "--exclude-resource-type", "unit_test"),
        env=dbt.environment(settings, opened),
        cwd=dbt.project(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _show(process.stdout)
        process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    nodes = _nodes(results)
    ops.record_nodes(warehouse, opened.build_id, nodes)
    failed = [node for node in nodes if node["status"] not in (*GOOD, "skipped")]
    if failed or process.returncode:
        raise _failure(settings, failed)


def _show(output: IO[str]) -> None:
    """Count dbt's nodes as they finish; everything else it says is in its own log."""
    for line in output:
        if first := NODE_DONE.match(line):
            total = int(first[1])
            for _ in progress(_finished(output), "Building the warehouse", total):
                pass


def _finished(output: IO[str]) -> Iterator[str]:
    yield "the first, already read"
    for line in output:
        if done := NODE_DONE.match(line):
            yield done[2]


def _nodes(results: Path) -> list[dict[str, Any]]:
    """What run_results.json says of each node, without messages: they may quote a record."""
    if not results.exists():
        return []
    return [
        {
            "unique_id": node["unique_id"],
            "resource_type": node["unique_id"].split(".", 1)[0],
            "status": node["status"],
            "seconds": round(node["execution_time"], 3),
            "rows": node["failures"] or node["adapter_response"].get("rows_affected"),
            "message_code": _message_code(node),
        }
        for node in json.loads(results.read_text(encoding="utf-8"))["results"]
    ]


def _message_code(node: dict[str, Any]) -> str | None:
    if node["status"] in (*GOOD, "skipped"):
        return None
    kind = re.match(r"(Database|Compilation|Runtime) Error", node["message"] or "")
    return kind[0].lower().replace(" ", "_") if kind else "test_failed"


def _failure(settings: Settings, failed: list[dict[str, Any]]) -> IruError:
    log = dbt.log_file(settings)
    if not failed:
        return IruError(
            "dbt stopped before it had built anything.",
            where="dbt build",
            mend=f"Read the end of {log}, mend the project, and build again.",
        )
    names = [node["unique_id"].split(".")[2] for node in failed]
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    tests = all(node["resource_type"] == "test" for node in failed)
    return IruError(
        f"The warehouse could not be built: {shown}.",
        where="dbt tests" if tests else "dbt models",
        mend=f"The reason is in {log}. The published warehouse is as it was.",
    )


def _schemas(warehouse: psycopg.Connection, prefix: str) -> list[str]:
    names = [f"{prefix}_{layer}" for layer in dbt.LAYERS]
    found = warehouse.execute("select nspname from pg_namespace where nspname = any(%s)", [names])
    return [name for (name,) in found]


def _drop_schemas(warehouse: psycopg.Connection, prefix: str) -> None:
    """What a run that was killed left behind."""
    for name in _schemas(warehouse, prefix):
        warehouse.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(name)))


def _name_schemas(warehouse: psycopg.Connection, prefix: str) -> None:
    """Give the schemas just built the build's own name, all at once."""
    with warehouse.transaction():
        for name in _schemas(warehouse, dbt.BUILDING):
            own = prefix + name.removeprefix(dbt.BUILDING)
            warehouse.execute(
                sql.SQL("alter schema {} rename to {}").format(
                    sql.Identifier(name), sql.Identifier(own)
                )
            )
