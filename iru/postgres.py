"""The embedded PostgreSQL server: started, found again, stopped.

It listens on 127.0.0.1 only, asks everyone for a password (scram-sha-256), and keeps a port
that was free when first chosen. With DATABASE_URL set there is no embedded server and these
functions do nothing.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iru import secrets
from iru.errors import IruError
from iru.postgres_cluster import initialise, start
from iru.postgres_place import ELSEWHERE, Place, place
from iru.settings import Settings
from iru.settings import settings as current_settings


def ensure_running(settings: Settings | None = None) -> None:
    """Start the embedded server if it does not run; make its cluster first if there is none.

    Safe to call from several processes at once. After a crash or a kill, PostgreSQL recovers
    by itself; a stale pid file is cleared; a port taken by another program is exchanged.
    """
    chosen = settings or current_settings()
    if chosen.admin_url:
        return
    with _locked(chosen):
        where = place(chosen)
        if running(chosen, where):
            return
        if not (where.data / "PG_VERSION").exists():
            initialise(where, secrets.password("admin", chosen), _log(chosen))
        _clear_stale_pid(where)
        if _port_file(chosen).exists() and not _is_free(port(chosen)):
            _port_file(chosen).unlink()
        if not _port_file(chosen).exists():
            _port_file(chosen).write_text(f"{_free_port()}\n")
        start(where, port(chosen), _log(chosen))


def stop(settings: Settings | None = None) -> bool:
    """Stop the embedded server, ending its sessions; False if it did not run."""
    chosen = settings or current_settings()
    if chosen.admin_url or not _folder(chosen).exists():
        return False
    with _locked(chosen):
        where = place(chosen)
        if not running(chosen, where):
            return False
        done = where.run(
            "pg_ctl", "stop", "-D", str(where.data), "-m", "fast", "-w",
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode != 0:
            raise IruError(
                "The database server did not stop.",
                where=str(_log(chosen)),
                mend="Look at the end of that log, then try again.",
            )
        return True


def remove(settings: Settings | None = None) -> Path | None:
    """Stop the server and delete its data; the folder deleted, or None if there was none.

    Data outside the state folder is deleted only where our own marker says that it belongs to
    this state folder.
    """
    chosen = settings or current_settings()
    if chosen.admin_url or not _folder(chosen).exists():
        return None
    stop(chosen)
    data = place(chosen).data
    if data.is_relative_to(ELSEWHERE):
        marker = data.parent / "state-folder"
        if not marker.exists() or marker.read_text(encoding="utf-8").strip() != str(chosen.state):
            return None
        data = data.parent
    shutil.rmtree(data, ignore_errors=True)
    shutil.rmtree(_folder(chosen), ignore_errors=True)
    return data


def running(settings: Settings, where: Place | None = None) -> bool:
    """Whether this state folder's server runs: its process is there and is ours."""
    if not _folder(settings).exists():
        return False
    data = (where or place(settings)).data
    pid = _live_pid(data)
    return pid is not None and _serves(pid, data)


def port(settings: Settings | None = None) -> int:
    """The port on 127.0.0.1 of the embedded server."""
    path = _port_file(settings or current_settings())
    if not path.exists():
        raise IruError(
            "The database server has never been started.",
            where=str(path.parent),
            mend="Run `make run`, or `iru database start`.",
        )
    return int(path.read_text())


def _live_pid(data: Path) -> int | None:
    """The process number in the cluster's pid file, if a process has that number."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(pid, 0)
    except PermissionError:
        return pid  # it lives, as another user
    except (OSError, ValueError):
        return None
    return pid


def _serves(pid: int, data: Path) -> bool:
    """Whether that process is this cluster's server, and not a later one of the same number."""
    command = Path(f"/proc/{pid}/cmdline")
    if command.exists():
        return str(data).encode() in command.read_bytes()
    listed = subprocess.run(["ps", "-p", str(pid), "-o", "command="], capture_output=True)
    return str(data).encode() in listed.stdout


def _clear_stale_pid(where: Place) -> None:
    """Remove a pid file whose number another program now has: PostgreSQL would not start.

    Any other stale pid file stays: PostgreSQL needs it to see that sessions of a killed server
    still hold its memory, and must not be tricked into running beside them.
    """
    if _live_pid(where.data) is not None:
        (where.data / "postmaster.pid").unlink()


@contextmanager
def _locked(settings: Settings) -> Iterator[None]:
    """One process at a time starts or stops the server."""
    _folder(settings).mkdir(parents=True, exist_ok=True)
    settings.logs.mkdir(parents=True, exist_ok=True)
    with (_folder(settings) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_free(number: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _folder(settings: Settings) -> Path:
    return settings.state / "postgres"


def _port_file(settings: Settings) -> Path:
    return _folder(settings) / "port"


def _log(settings: Settings) -> Path:
    return settings.logs / "postgres.log"
