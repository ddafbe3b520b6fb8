"""Airflow's scheduler, DAG processor and pages, as processes of their own.

usage: services.py up | down | status | run

`run` is `up` that stays, and goes down when it is told to stop or when a service ends: for a
container, or a unit of systemd.

Each is stopped with all that it has started: a scheduler that alone is told to stop leaves its
workers behind, and they their tasks.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import psutil

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
UP_SECONDS = 180
DOWN_SECONDS = 30


def up(chosen: Settings) -> None:
    """Start what does not run, and wait until all answer. Needs `run_dags.py --migrate` before."""
    if running(chosen):
        print(f"  Airflow is already up: {address(chosen)}")
        return
    down(chosen)
    home(chosen).mkdir(parents=True, exist_ok=True)
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
        started[name] = (process.pid, psutil.Process(process.pid).create_time())
        _file(chosen).write_text(json.dumps(started) + "\n", encoding="utf-8")
    _wait(chosen)
    print(f"  Airflow is up: {address(chosen)}")
    print(f"    user {ADMIN}, password {secrets.password('airflow_admin', chosen)}")
    print("    every night at 02:00 Europe/London: nightly_refresh. To stop it: make down")


def down(chosen: Settings) -> bool:
    """Stop every service and all that it started; False if none ran.

    A running task gets DOWN_SECONDS to end by itself; then it is ended, and Airflow will begin
    it again when it is up.
    """
    services = list(_processes(chosen).values())
    family = {*services, *(child for one in services for child in _children(one))}
    for process in services:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, staying = psutil.wait_procs(services, DOWN_SECONDS)
    # What was started meanwhile, and what outlived its parent.
    family |= {child for one in staying for child in _children(one)}
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family, timeout=5)
    _file(chosen).unlink(missing_ok=True)
    return bool(services)


def running(chosen: Settings) -> bool:
    """Whether every service of this state folder runs."""
    return set(_processes(chosen)) == set(SERVICES)


def run(chosen: Settings) -> int:
    """Up until SIGTERM or SIGINT (0), or until a service ends by itself (1)."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    up(chosen)
    while not told.wait(1) and running(chosen):
        pass
    down(chosen)
    return 0 if told.is_set() else 1


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


def _processes(chosen: Settings) -> dict[str, psutil.Process]:
    """The services that live. A process is known by its number and by when it began: the number
    alone may have passed to another program."""
    path = _file(chosen)
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    alive = {}
    for name, (pid, began) in known.items():
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            if process.create_time() == began and process.status() != psutil.STATUS_ZOMBIE:
                alive[name] = process
    return alive


def _children(process: psutil.Process) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.children(recursive=True)
    return []


def _file(chosen: Settings) -> Path:
    return home(chosen) / "services.json"


def main() -> None:
    os.umask(0o077)  # what runs write is about children
    chosen = settings()
    match sys.argv[1:]:
        case ["up"]:
            postgres.ensure_running(chosen)
            up(chosen)
        case ["run"]:
            postgres.ensure_running(chosen)
            sys.exit(run(chosen))
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
