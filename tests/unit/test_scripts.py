"""The shell scripts behind make, in a small clone of their own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from iru.settings import PROJECT


@pytest.fixture
def clone(tmp_path) -> Path:
    """A git repository with a space in its path, the scripts, and a state folder; no .venv."""
    place = tmp_path / "a clone"
    shutil.copytree(PROJECT / "scripts", place / "scripts")
    (place / "var" / "reports").mkdir(parents=True)
    (place / "var" / "reports" / "report.html").write_text("a report")
    subprocess.run(["git", "init", "-q"], cwd=place, check=True)
    subprocess.run(["git", "add", "scripts"], cwd=place, check=True)
    return place


def clean(clone: Path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [clone / "scripts" / "clean"],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"} | environment,
        capture_output=True,
        text=True,
    )


def test_clean_removes_what_runs_have_made(clone):
    assert clean(clone).returncode == 0
    assert not (clone / "var").exists()
    assert (clone / "scripts" / "clean").exists()


def test_clean_removes_nothing_outside(clone, tmp_path):
    outside = tmp_path / "state"
    outside.mkdir()
    done = clean(clone, IRU_STATE=str(outside))
    assert done.returncode == 0 and "stays" in done.stdout
    assert outside.exists()


@pytest.mark.parametrize("state", ["scripts", ".", ".."])
def test_clean_removes_no_file_of_the_project(clone, state):
    done = clean(clone, IRU_STATE=state)
    assert done.returncode == 0 and "stays" in done.stdout
    assert (clone / "scripts" / "clean").exists()


def test_clean_leaves_a_database_that_it_cannot_stop(clone):
    (clone / "var" / "postgres").mkdir()
    done = clean(clone)
    assert done.returncode == 1 and "cannot be stopped" in done.stderr
    assert (clone / "var" / "postgres").exists()


def test_help_lists_every_command():
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=PROJECT, capture_output=True, text=True
    ).stdout
    for command in ("help", "run", "up", "down", "test", "clean"):
        assert f"make {command} " in shown


def test_every_package_is_pinned_by_hash_and_no_lock_names_a_host():
    for name in ("requirements.lock", "bootstrap.lock"):
        lines = (PROJECT / name).read_text().splitlines()
        packages = [place for place, line in enumerate(lines) if not line.startswith(" ")]
        assert packages
        for place in packages:
            assert "==" in lines[place]
            assert lines[place + 1].startswith("    --hash=sha256:")
        assert not any("://" in line or line.startswith("--") for line in lines)


def test_continuous_integration_runs_every_test():
    assert "make test" in (PROJECT / ".ci" / "run").read_text()
