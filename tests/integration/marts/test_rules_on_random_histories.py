"""Random children, hundreds a round trip: the models' rules against slow Python, child by child.

The children of an example follow from its seed. A difference names the child and shows its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from iru.db import connect
from tests.integration.marts import rerun
from tests.integration.marts import slow_histories as slow
from tests.integration.marts.random_histories import TODAY, Row, children

NUMBER = 250
FEW = settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # a smaller seed is not a simpler child
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SEEDS = st.integers(min_value=0, max_value=2**32)
UNNUMBERED = "select conference_id from int_review_conferences where sequence_number is null"
Query = Callable[[str], list[tuple]]


@pytest.fixture(scope="module")
def histories(ask, built):
    """Runs the wanted models on children: histories(children, "fct_periods_of_care", …)."""
    with connect("pipeline", settings=built) as connection:
        rerun.prepare(connection)
        connection.commit()

        def run(people: list[Row], *wanted: str) -> Query:
            connection.rollback()
            load(connection, people)
            rerun.run(connection, rerun.models(built, wanted))
            connection.execute(f"set local search_path to {rerun.SCHEMA}")
            return lambda query: connection.execute(query).fetchall()

        yield run
        connection.rollback()
        for schema in (rerun.RAW, rerun.SCHEMA):
            connection.execute(f"drop schema {schema} cascade")


def load(connection: Any, people: list[Row]) -> None:
    """All records of the children."""

    def of(kind: str) -> list[Row]:
        return [{**row, "child_id": p["child_id"]} for p in people for row in p[kind]]

    episodes = of("episodes")
    placements = [
        {
            "placement_id": row["episode_id"],
            "child_id": row["child_id"],
            "start_date": row["start_date"],
            "placement_type_code": row.pop("placement_type_code"),
        }
        for row in episodes
    ]
    for row in episodes:
        row["placement_id"] = row["episode_id"]
    born = [{k: p[k] for k in ("child_id", "date_of_birth")} | {"sex": "F"} for p in people]
    conferences = [{**row, "conference_type_code": "RCPC"} for row in of("conferences")]
    for model, rows in {
        "children": born,
        "looked_after_episodes": episodes,
        "placements": placements,
        "looked_after_reviews": of("reviews"),
        "child_protection_plans": of("plans"),
        "review_conferences": conferences,
    }.items():
        rerun.put(connection, model, rows)


def by_child(rows: list[tuple]) -> dict[str, list[tuple]]:
    """Rows without their first column, by it."""
    found = defaultdict(list)
    for key, *row in rows:
        found[key].append(tuple(row))
    return {key: sorted(rows, key=str) for key, rows in found.items()}


def agree(people: list[Row], found: dict, wanted: Callable[[Row], list[tuple]], kind: str) -> None:
    """Every child's rows are the wanted ones."""
    assert any(found.values())
    for child in people:
        expected = sorted(wanted(child), key=str)
        assert found.get(child["child_id"], []) == expected, child[kind]


@FEW
@given(number=SEEDS)
def test_periods_of_care(histories, number):
    people = children(number, NUMBER)
    ask = histories(people, "fct_periods_of_care")
    found = ask(
        "select child_id, start_date, end_date, is_short_break, episode_count, is_overlapping,"
        " is_same_day_return from fct_periods_of_care"
    )

    def wanted(child: Row) -> list[tuple]:
        return [
            (
                *(p["start_date"], p["end_date"], p["is_short_break"], len(p["episodes"])),
                *(p["is_overlapping"], p["is_same_day_return"]),
            )
            for p in slow.periods_of_care(child["episodes"])
        ]

    agree(people, by_child(found), wanted, "episodes")


@FEW
@given(number=SEEDS)
def test_review_obligations(histories, number):
    people = children(number, NUMBER)
    ask = histories(people, "int_review_obligations")
    found = ask(
        "select child_id, period_of_care_id, sequence_number, due_date, held_date,"
        " is_adoption_review from int_review_obligations"
    )
    # Both rules, and both ways from one to the other, must be among the children.
    assert {row[5] for row in found} == {True, False}

    def wanted(child: Row) -> list[tuple]:
        return [
            (f"{child['child_id']}-{period['start_date']:%Y%m%d}", *obligation)
            for period in slow.periods_of_care(child["episodes"])
            if not period["is_short_break"]
            for obligation in slow.review_obligations(period, child["reviews"], TODAY)
        ]

    agree(people, by_child(found), wanted, "episodes")


@FEW
@given(number=SEEDS)
def test_twelve_months_in_care(histories, number):
    people = children(number, NUMBER)
    ask = histories(people, "int_health_return_cohort")
    found = ask(
        "select child_id, return_year from int_health_return_cohort where exclusion_reason is null"
    )

    def wanted(child: Row) -> list[tuple]:
        periods = slow.periods_of_care(child["episodes"])
        return [(year,) for year in range(2012, 2018) if slow.is_in_care_for_a_year(periods, year)]

    agree(people, by_child(found), wanted, "episodes")


@FEW
@given(number=SEEDS)
def test_plan_spells_and_repeat_plans(histories, number):
    people = children(number, NUMBER)
    ask = histories(people, "fct_child_protection_plans")
    found = ask(
        "select child_id, start_date, end_date, recorded_plan_count, previous_plans_count,"
        " is_repeat_ever, is_repeat_within_2_years from fct_child_protection_plans"
    )

    def wanted(child: Row) -> list[tuple]:
        return [
            (
                *(s["start_date"], s["end_date"], len(s["plans"]), s["previous_plans_count"]),
                *(s["is_repeat_ever"], s["is_repeat_within_2_years"]),
            )
            for s in slow.plan_spells(child["plans"])
        ]

    agree(people, by_child(found), wanted, "plans")


@FEW
@given(number=SEEDS)
def test_review_conferences(histories, number):
    people = children(number, NUMBER)
    ask = histories(people, "int_review_conference_obligations", "int_review_conferences")
    found = ask(
        "select plans.child_id, obligations.spell_id, obligations.sequence_number,"
        " obligations.due_date, obligations.held_date"
        " from int_review_conference_obligations as obligations"
        " join int_child_protection_spells as plans using (spell_id)"
        # A plan that ends by the day is rid of the conference still to come.
        " where held_date is not null or end_date is null or end_date > due_date"
    )
    errors = {key for (key,) in ask(UNNUMBERED)}

    def wanted(child: Row) -> list[tuple]:
        return [
            (spell["plans"][0]["plan_id"], *obligation)
            for spell in slow.plan_spells(child["plans"])
            for obligation in slow.review_conferences(spell, child["conferences"])
        ]

    agree(people, by_child(found), wanted, "conferences")
    assert errors == {
        conference["conference_id"]
        for child in people
        for spell in slow.plan_spells(child["plans"])
        for conference in slow.conferences_too_early(spell, child["conferences"])
    }
