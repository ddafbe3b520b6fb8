"""`iru quality checks` and `explain`, which need no database."""

import sys

import pytest
from click.testing import CliRunner

from iru.commands.quality import commands
from iru.errors import IruError


def run(*arguments: str):
    return CliRunner().invoke(commands, list(arguments), catch_exceptions=False)


def test_checks_lists_both_borders_without_great_expectations():
    shown = run("checks").output
    assert "raw / looked_after_reviews" in shown and "warehouse / stocks" in shown
    assert "DQ-REV-02    error" in shown and "DQ-REP-01    stops" in shown
    assert "great_expectations" not in sys.modules


def test_explain_says_what_why_and_how():
    shown = run("explain", "dq-rev-02").output
    assert "nothing says how the child took part" in shown
    assert "SSDA903 167" in shown and "lac_participation_review_pct" in shown
    shown = run("explain", "ssd_person.pers_sex codes").output
    assert "more than 10% of the values" in shown


def test_explain_knows_no_other_check():
    with pytest.raises(IruError, match="no check 'DQ-XX-01'"):
        run("explain", "DQ-XX-01")
