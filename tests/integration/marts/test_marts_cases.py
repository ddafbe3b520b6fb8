"""Every case file: the facts that its records must come to, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.marts.county import CASES, cases

# fact → the column by which the rows of one case are found
OWNER = {
    "fct_allegations": "referral_id",
    "fct_allegation_meetings": "referral_id",
    "fct_staff_monthly": "staff_id",
    "fct_conference_attendance": "invite_id",
    "fct_staff_assignments": "staff_id",
    "fct_caseloads_monthly": "staff_id",
    "fct_action_items": "action_id",
    "fct_action_items_monthly": "action_id",
    "int_allocations": "child_id",
}
ALL = [case for path in sorted(CASES.glob("*.yml")) for case in cases(path.stem)]


@pytest.mark.parametrize("case", ALL, ids=[f"{case['prefix']}{case['case']}" for case in ALL])
def test_facts(case: dict[str, Any], ask) -> None:
    assert case["expected"], "a case must expect something"
    for fact, rows in case["expected"].items():
        fact, _, month_end = fact.partition(" at ")
        columns = list(rows[0]) if rows else ["count(*)"]
        owner = OWNER.get(fact, "child_id")
        query = f"select {', '.join(columns)} from {fact} where {owner} like %s"
        if month_end:
            query += f" and month_end = '{month_end}'"
        found = [
            {
                column: _plain(value, case["prefix"])
                for column, value in zip(columns, row, strict=True)
            }
            for row in ask(query, case["prefix"] + "%")
        ]
        assert _sorted(found) == _sorted(rows or [{"count(*)": 0}]), fact


def _plain(value: Any, prefix: str) -> Any:
    if isinstance(value, str):
        return value.replace(prefix, "")
    return float(value) if type(value).__name__ == "Decimal" else value


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: [str(row[column]) for column in sorted(row)])
