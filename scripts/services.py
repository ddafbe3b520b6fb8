"""Airflow's scheduler, DAG processor and pages, as processes of their own.

usage: services.py up | down | status

Each is started in a process group of its own, and stopped by stopping the group: a scheduler
that alone is told to stop leaves its workers behind.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from iru import postgres, secrets
from iru.airflow_environment import ADMIN, address, airflow_environment, home
from iru.errors import IruError
from iru.settings import Settings, settings

# All on one machine, so the pages read task logs from disk: no log server is needed.
SERVICES = {
    "pages": ["api-server"],
    "processor": ["dag-processor"],
    "scheduler": ["scheduler", "--skip-serve-logs"],
}
UP_SECONDS = 90
DOWN_SECONDS = 30


def up(chosen: Settings) -> None:
    """Start what does not run, and wait until all answer. Needs `run_dags.py --migrate` before."""
    if running(chosen):
        print(f"  Airflow is already up: {address(chosen)}")
        return
    down(chosen)
    _port_is_free(chosen)
    started = {}
    for name, command in SERVICES.items():
        log = chosen.logs / f"airflow-{name}.log"
        with log.open("w", encoding="utf-8") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "airflow", *command],
                env=airflow_environment(chosen),
                cwd=chosen.project,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )
        started[name] = process.pid
        _pids(chosen).write_text(json.dumps(started) + "\n", encoding="utf-8")
    _wait(chosen)
    print(f"  Airflow is up: {address(chosen)}")
    print(f"    user {ADMIN}, password {secrets.password('airflow_admin', chosen)}")
    print("    every night at 02:00 Europe/London: nightly_refresh. To stop it: make down")


def down(chosen: Settings) -> bool:
    """Stop every service and all that it started; False if none ran."""
    groups = [pid for pid in _groups(chosen).values() if _lives(pid)]
    for sign, seconds in ((signal.SIGTERM, DOWN_SECONDS), (signal.SIGKILL, 5)):
        for pid in filter(_lives, groups):
            os.killpg(pid, sign)
        end = time.monotonic() + seconds
        while any(_lives(pid) for pid in groups) and time.monotonic() < end:
            time.sleep(0.2)
    _pids(chosen).unlink(missing_ok=True)
    return bool(groups)


def running(chosen: Settings) -> bool:
    """Whether every service of this state folder runs."""
    groups = _groups(chosen)
    return set(groups) == set(SERVICES) and all(map(_lives, groups.values()))


def _wait(chosen: Settings) -> None:
    """Until the pages say that the scheduler and the DAG processor are healthy."""
    end = time.monotonic() + UP_SECONDS
    while time.monotonic() < end:
        if not running(chosen):
            break
        try:
            with urllib.request.urlopen(
                f"{address(chosen)}/api/v2/monitor/health", timeout=5
            ) as answer:
                health = json.load(answer)
        except OSError:
            health = {}
        parts = [health.get(part, {}).get("status") for part in ("scheduler", "dag_processor")]
        _say(f"  starting Airflow: {sum(part == 'healthy' for part in parts)} of 2 healthy")
        if parts == ["healthy", "healthy"]:
            _say("")
            return
        time.sleep(0.5)
    down(chosen)
    raise IruError(
        "Airflow did not start.",
        where=f"{chosen.logs}/airflow-*.log",
        mend="Look at the end of those logs.",
    )


def _say(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def _port_is_free(chosen: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", chosen.airflow_port))
        except OSError:
            raise IruError(
                f"Another program listens on port {chosen.airflow_port}.",
                where="setting IRU_AIRFLOW_PORT",
                mend="Stop that program, or choose another port: make up IRU_AIRFLOW_PORT=8090",
            ) from None


def _lives(group: int) -> bool:
    """Whether any process of the group lives; a zombie of ours is buried first."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(group, os.WNOHANG)
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    # The number may have passed on since the machine was last started.
    command = Path(f"/proc/{group}/cmdline")
    return not command.exists() or b"airflow" in command.read_bytes()


def _pids(chosen: Settings) -> Path:
    return home(chosen) / "services.json"


def _groups(chosen: Settings) -> dict[str, int]:
    path = _pids(chosen)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def main() -> None:
    chosen = settings()
    match sys.argv[1:]:
        case ["up"]:
            postgres.ensure_running(chosen)
            home(chosen).mkdir(parents=True, exist_ok=True)
            up(chosen)
        case ["down"]:
            print("  Airflow is stopped." if down(chosen) else "  Airflow was not running.")
        case ["status"]:
            print(f"  Airflow is {'up: ' + address(chosen) if running(chosen) else 'not running'}")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main()
    except IruError as error:
        sys.exit(f"iru: {error.message()}")
