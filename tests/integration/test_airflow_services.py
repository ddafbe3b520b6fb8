"""Airflow for real: up on its schedule, running a DAG, failing aloud, and down without a trace."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from iru import postgres
from iru.provision import provision
from iru.settings import PROJECT, Settings


@pytest.fixture(scope="module")
def own() -> Iterator[Settings]:
    """A server, a state folder and a port of this module's own; the case system is empty."""
    state = Path(tempfile.mkdtemp(prefix="iru test "))
    state.chmod(0o711)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings = Settings(state=state, airflow_port=probe.getsockname()[1])
    postgres.ensure_running(settings)
    try:
        provision(settings)
        assert script(settings, "run_dags.py", "--migrate").returncode == 0
        yield settings
    finally:
        script(settings, "services.py", "down")
        postgres.remove(settings)
        shutil.rmtree(state, ignore_errors=True)


def script(settings: Settings, name: str, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, str(PROJECT / "scripts" / name), *words],
        env=os.environ
        | {"IRU_STATE": str(settings.state), "IRU_AIRFLOW_PORT": str(settings.airflow_port)},
        capture_output=True,
        text=True,
    )


def family(settings: Settings) -> list[psutil.Process]:
    """The three services that run, and every process that they have started."""
    services = json.loads((settings.state / "airflow" / "services.json").read_text())
    assert set(services) == {"pages", "processor", "scheduler"}
    parents = [psutil.Process(pid) for pid, _ in services.values()]
    return parents + [child for one in parents for child in one.children(recursive=True)]


def listening(processes: list[psutil.Process]) -> set[str]:
    """The addresses on which these processes listen."""
    return {
        connection.laddr.ip
        for process in processes
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }


def test_a_failing_night_is_said_at_once_and_ends_with_an_error(own):
    done = script(own, "run_dags.py", "nightly_refresh")
    assert done.returncode == 1
    assert "1 of 7  extract" in done.stdout and "FAILED" in done.stdout
    assert "task failed: extract" in done.stdout and "mend:" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    alert = json.loads((own.state / "alerts" / "alerts.jsonl").read_text().splitlines()[-1])
    assert (alert["dag"], alert["task"]) == ("nightly_refresh", "extract")


def test_up_serves_this_machine_only_runs_dags_and_goes_down_whole(own):
    up = script(own, "services.py", "up")
    assert up.returncode == 0, up.stderr
    assert "password" in up.stdout
    assert "already up" in script(own, "services.py", "up").stdout
    processes = family(own)
    assert len(processes) > 3
    assert listening(processes) == {"127.0.0.1"}
    url = f"http://127.0.0.1:{own.airflow_port}/api/v2/monitor/health"
    with urllib.request.urlopen(url) as answer:
        assert json.load(answer)["scheduler"]["status"] == "healthy"

    # While it is up, its scheduler runs what is asked for; the end is told all the same.
    report = script(own, "run_dags.py", "annual_report")
    assert report.returncode == 1
    assert "Nothing has been published yet." in report.stdout

    assert script(own, "services.py", "down").returncode == 0
    assert not [process for process in processes if process.is_running()]
    assert "not running" in script(own, "services.py", "status").stdout


def test_another_programs_port_is_named(own):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", own.airflow_port))
        other.listen()
        up = script(own, "services.py", "up")
    assert up.returncode == 1
    assert "IRU_AIRFLOW_PORT" in up.stderr and "Traceback" not in up.stderr
