"""Making and starting the embedded server's cluster."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from iru import secrets
from iru.errors import IruError
from iru.postgres_place import Place, entry

# For a nightly build on a small machine. Durability keeps PostgreSQL's own safe defaults.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "512MB",
    "work_mem": "48MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "jit": "off",
    "timezone": "Europe/London",
    "log_timezone": "Europe/London",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    # A failing statement, and even an error's first line, can hold a value of a case record. The
    # step that failed tells its error without values; the server's log keeps only its own affairs.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
LOG_BYTES = 10_000_000
TRIES = 10


def initialise(where: Place, password: str, log: Path) -> None:
    """Make an empty cluster whose superuser is iru_admin, with that password."""
    shutil.rmtree(where.data, ignore_errors=True)
    where.data.mkdir(mode=0o700)
    words = where.data.with_name("admin-password")
    secrets.write(words, password + "\n")
    if where.user:
        user = entry(where.user)
        os.chown(where.data, user.pw_uid, user.pw_gid)
        os.chown(words, user.pw_uid, user.pw_gid)
    try:
        done = where.run(
            "initdb", "-D", str(where.data), "-U", "iru_admin", f"--pwfile={words}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            capture_output=True, text=True,
        )  # fmt: skip
    finally:
        words.unlink()
    if done.returncode != 0:
        shutil.rmtree(where.data, ignore_errors=True)
        log.write_text(done.stdout + done.stderr, encoding="utf-8")
        raise IruError(
            "The database could not be made.",
            where=str(log),
            mend="Look at that log: most often the disk is full or a folder cannot be written.",
        )


def start(where: Place, port: int, log: Path) -> None:
    """Start the server on that port of 127.0.0.1 and wait until it answers."""
    options = " ".join(f"-c {name}='{value}'" for name, value in OPTIONS.items())
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
    for _ in range(TRIES):
        # We open the log, so that it may lie where the server's user could not reach it.
        with log.open("a", encoding="utf-8") as stream:
            done = where.run(
                "pg_ctl", "start", "-D", str(where.data), "-w", "-o", f"-p {port} {options}",
                stdout=stream, stderr=stream,
            )  # fmt: skip
        if done.returncode == 0:
            return
        # Sessions of a killed server can outlive it for a moment and hold its memory.
        time.sleep(1)
    raise IruError(
        "The database server did not start.",
        where=str(log),
        mend="Look at the end of that log. `make clean` and `make run` begin anew, without data.",
    )
