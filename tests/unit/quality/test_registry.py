"""Checks, their index, and what each must say of itself."""

import re

import pytest

from iru.contract import load_contract
from iru.errors import IruError
from iru.quality import registry
from iru.quality.check import SEVERITIES, Gap, Structural
from iru.settings import PROJECT

WRITTEN = [check for border in registry.BORDERS for check in registry.all_checks(border)]
GAPS = [check for check in WRITTEN if isinstance(check, Gap)]


@pytest.mark.parametrize("border", registry.BORDERS)
def test_the_checks_are_those_of_the_index(border):
    found = [check.id for check in registry.all_checks(border)]
    registry.require_index(border, found, registry.index(PROJECT))
    assert found


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (["A"], "missing: B"),
        (["A", "B", "C"], "not in the index: C"),
        (["A", "B", "B"], "there twice: B"),
    ],
)
def test_a_check_that_vanished_appeared_or_is_there_twice_is_an_error(found, said):
    with pytest.raises(IruError, match=said):
        registry.require_index("raw", found, {"raw": ["A", "B"]})


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: gap.id)
def test_a_gap_says_who_mends_it_how_and_why(gap):
    contract = load_contract()
    assert re.fullmatch(r"DQ-[A-Z0-9]+-\d\d", gap.id)
    assert gap.level in SEVERITIES
    table = contract.table(gap.table)
    assert gap.zone == table.zone and len(table.primary_key) == 1
    assert gap.worker in ("", *contract.code_lists["involvement_role"].codes)
    for sentence in (gap.message, gap.mend, gap.why):
        assert sentence[0].isupper() and sentence.endswith(".")
    assert gap.role and gap.indicators


def test_numbers_are_given_once():
    ids = [check.id for check in WRITTEN]
    assert len(ids) == len(set(ids)) == 29


def test_the_contract_makes_a_check_for_every_fact_it_states():
    contract = load_contract()
    made = {check.id for check in registry.contract_checks()}
    for table in contract.tables.values():
        assert {f"{table.name} columns", f"{table.name} key"} <= made
        for field in table.fields:
            rules = {
                "required": field.required and field.name not in table.primary_key,
                "codes": bool(field.codes),
                "parent": bool(field.references),
            }
            for rule, stated in rules.items():
                assert (f"{table.name}.{field.name} {rule}" in made) == stated


@pytest.mark.parametrize(
    ("tolerated", "faults", "rows", "stops"),
    [
        (0.0, 1, 1_000, True),
        (0.0, 0, 1_000, False),
        (0.1, 100, 1_000, False),
        (0.1, 101, 1_000, True),
        (0.1, 5, 5, False),  # a handful never stops the night
        (0.1, 6, 6, True),
    ],
)
def test_when_a_structural_fault_stops_the_night(tolerated, faults, rows, stops):
    check = Structural(id="X", message="", sql="", table="t", mend="", tolerated=tolerated)
    assert check.stops(faults, rows) is stops
