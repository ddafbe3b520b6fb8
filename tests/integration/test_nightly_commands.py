"""`iru nightly …`, as an operator types it."""

from __future__ import annotations

import pytest
from case_records import make_case_system, put, row, run
from click.testing import CliRunner, Result

from iru.commands import nightly
from iru.errors import IruError


@pytest.fixture
def county(empty, monkeypatch):
    """A case system with one child; the commands find it through the settings."""
    make_case_system(empty)
    put(empty, row("ssd_person", pers_person_id="P1"), "ssd_person")
    monkeypatch.setattr(nightly, "current_settings", lambda: empty)
    return empty


def call(*arguments: str) -> Result:
    return CliRunner().invoke(nightly.commands, list(arguments))


def audited_build(settings, number: int) -> None:
    """A build as dbt and the checks leave it, with one table."""
    for statement in (
        "insert into ops.builds (load_id, known_at, status)"
        " select load_id, as_at, 'audited' from ops.loads limit 1",
        f"create schema b{number:06d}_mart",
        f"create table b{number:06d}_mart.dim_child as select {number} as build",
    ):
        run(settings, statement, "pipeline")


def test_extract_says_what_it_read(county):
    told = call("extract").output
    assert "Load 1, as at 2017-05-15T02:00:00+01:00: 2 rows read, 2 opened, 0 closed." in told
    assert "Nothing has changed since the last load." in call("extract").output


def test_a_refusal_reaches_the_operator(county):
    call("extract")
    run(county, "drop table iru_venues")
    result = call("extract")
    assert isinstance(result.exception, IruError)
    told = call("status").output
    assert "refused" in told
    assert "The extract lacks 1 of the contract's tables and columns" in told


def test_publish_rollback_and_status(county):
    assert "Published: nothing yet." in call("status").output
    call("extract")
    for number in (1, 2):
        audited_build(county, number)
        assert f"Build {number} is published: 1 views." in call("publish").output
    assert "The published views show build 1 again." in call("rollback").output
    assert "Published: build 1, data to 2017-05-14." in call("status").output
    assert "Build 2 is published" in call("publish", "2").output


@pytest.mark.parametrize("command", ["build", "check", "publish", "worklists"])
def test_a_step_without_the_step_before_says_which_is_lacking(county, command):
    error = call(command).exception
    assert isinstance(error, IruError)
    assert "Run the step before" in error.mend
