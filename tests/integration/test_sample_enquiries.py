"""Children an enquiry is about have a social worker in the sample county, and only one."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from iru.sample.county import make_county
from iru.sample.targets import load_targets
from tests.integration.sample_counts import locality_finder, year_of


@pytest.fixture(scope="module")
def rows():
    rows = make_county(load_targets()).rows
    # As the case system gives it back: an empty field is there and empty.
    for row in rows["ssd_involvements"]:
        row.setdefault("invo_involvement_end_date", None)
    return rows


def test_enquiries_are_made_by_a_team_of_some_locality(rows):
    locality = locality_finder(rows)
    found = Counter(
        locality(row["s47e_person_id"], row["s47e_s47_start_date"])
        for row in rows["ssd_s47_enquiry"]
    )
    assert found["UNKNOWN"] < 0.05 * found.total()
    assert all(found[place] > 0.1 * found.total() for place in ("EXETER", "NORTH", "SOUTH"))


def test_about_four_conferences_in_five_make_a_plan_in_each_locality(rows):
    locality = locality_finder(rows)
    held, made = Counter(), Counter()
    for row in rows["ssd_initial_cp_conference"]:
        if year_of(row["icpc_icpc_date"]) == "2016-17" and row["icpc_icpc_transfer_in"] == "N":
            place = locality(row["icpc_person_id"], row["icpc_icpc_date"])
            held[place] += 1
            made[place] += row["icpc_icpc_outcome_cp_flag"] == "Y"
    for place in ("EXETER", "MIDEAST", "NORTH", "SOUTH"):
        assert 0.65 < made[place] / held[place] < 0.95, place


def test_nobody_has_two_social_workers_at_once(rows):
    spells = defaultdict(list)
    for row in rows["ssd_involvements"]:
        if row["invo_professional_role_id"] == "SW":
            spells[row["invo_person_id"]].append(
                (row["invo_involvement_start_date"], row["invo_involvement_end_date"])
            )
    for child, found in spells.items():
        for (_, end), (start, _) in pairwise(sorted(found, key=lambda spell: spell[0])):
            assert end is not None and end <= start, child
