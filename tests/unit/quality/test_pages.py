"""Which page a gap goes to."""

from datetime import date

import pytest

from iru.quality import registry
from iru.quality.worklist_rows import Row, by_check
from iru.quality.worklists import pages

NIGHT = date(2017, 5, 14)


def row(check: str, role: str, worker: str | None = None, team: str | None = None) -> Row:
    staff = f"S{worker}" if worker else None
    return Row(
        gap=registry.gaps()[check],
        record="R1",
        child="101",
        event_date=NIGHT,
        first_seen=NIGHT,
        last_seen=NIGHT,
        role=role,
        times_before=0,
        staff=staff,
        worker=worker,
        team=team,
        team_name="Exeter 1" if team else None,
    )


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        # A social worker's gap is on their own page and on their team's.
        (
            row("DQ-CH-07", "allocated social worker", "1", "T1"),
            ["team-t1.html", "allocated-social-worker-s1.html"],
        ),
        # A team manager's is on the team's; with no team known, on the role's.
        (row("DQ-CH-12", "team manager", None, "T1"), ["team-t1.html"]),
        (row("DQ-CH-12", "team manager"), ["role-team-manager.html"]),
        # An IRO's stays in the unit, whatever the child's team.
        (row("DQ-REV-02", "IRO", "2", "T1"), ["iro-s2.html"]),
        (row("DQ-LAC-02", "business support", None, "T1"), ["role-business-support.html"]),
    ],
)
def test_who_sees_a_gap(gap, expected):
    assert [page.file for page in pages([gap], "children")] == expected


def test_allegations_stand_on_one_page_and_no_gap_makes_no_page():
    assert [page.file for page in pages([row("DQ-LADO-02", "LADO")], "lado")] == ["lado.html"]
    assert pages([], "lado") == pages([], "children") == []


def test_errors_come_first_then_the_check_with_most_gaps():
    rows = [row("DQ-CH-07", "x"), row("DQ-CH-04", "x"), row("DQ-CH-04", "x"), row("DQ-LAC-02", "x")]
    assert [gap.id for gap, _ in by_check(rows)] == ["DQ-LAC-02", "DQ-CH-04", "DQ-CH-07"]
