"""The sample county's conferences have believable adults at them, in the shares it was told."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from iru.sample.county import make_county
from iru.sample.targets import load_targets
from tests.integration.sample_counts import is_open
from tests.integration.sample_counts_attendance import attendance, meeting_days


@pytest.fixture(scope="module")
def rows():
    return make_county(load_targets()).rows


def test_so_many_adults_of_each_role_came(rows):
    wanted = load_targets().get("cp_parent_attended", "2016-17")
    assert attendance(rows)["cp_parent_attended"]["2016-17"] == wanted
    assert wanted["MOTHER_PR"] == 87


def test_twice_the_county_has_the_same_shares_of_twice_the_adults(rows):
    twice = make_county(load_targets(scale=2)).rows
    shares = attendance(twice)["cp_parent_attended"]["2016-17"]
    assert shares == load_targets().get("cp_parent_attended", "2016-17")
    assert len(twice["iru_adults"]) > 1.8 * len(rows["iru_adults"])


def test_every_conference_since_april_2015_has_its_adults_but_the_forgotten(rows):
    since = {key for key, day in meeting_days(rows).items() if day >= date(2015, 4, 1)}
    invited = {row["iciv_meeting_id"] for row in rows["iru_conference_invites"]}
    gaps = load_targets().gaps
    assert invited <= since
    assert len(since - invited) == gaps["conference_without_adults"]
    uninvited = [
        row
        for row in rows["iru_conference_invites"]
        if row["iciv_attended"] and not row["iciv_invited"]
    ]
    assert len(uninvited) == gaps["attended_without_invitation"]


def test_adults_are_those_of_the_children_conferenced(rows):
    families = {row["fami_person_id"]: row["fami_family_id"] for row in rows["ssd_family"]}
    of_adult = defaultdict(set)
    for row in rows["iru_adult_relationships"]:
        of_adult[row["iare_adult_id"]].add(families[row["iare_person_id"]])
    assert all(len(found) == 1 for found in of_adult.values())
    family_of = {}
    for row in rows["ssd_initial_cp_conference"]:
        family_of[row["icpc_icpc_meeting_id"]] = families[row["icpc_person_id"]]
    for row in rows["ssd_cp_reviews"]:
        family_of.setdefault(row["cppr_cp_review_meeting_id"], families[row["cppr_person_id"]])
    roles = Counter()
    for row in rows["iru_conference_invites"]:
        roles[row["iciv_role"]] += 1
        assert bool(row["iciv_mode"]) == row["iciv_attended"]
        assert bool(row["iciv_excluded_reason"]) == row["iciv_excluded"]
        if row["iciv_adult_id"]:
            assert of_adult[row["iciv_adult_id"]] == {family_of[row["iciv_meeting_id"]]}
        else:
            assert (row["iciv_role"], row["iciv_attended"]) == ("FATHER_PR", False)
    assert roles.most_common(1)[0][0] == "MOTHER_PR"


def test_isros_have_75_to_80_cases_each_on_average_of_the_month_ends_of_2016_17(rows):
    ends = [date(2016 + (n > 8), (n + 3) % 12 + 1, 1) for n in range(1, 13)]
    plans = [row for row in rows["ssd_cp_plans"] if row["cppl_cp_plan_ola"] == "N"]
    posts = [row for row in rows["iru_staff_assignments"] if row["iasg_role"] == "ISRO"]
    ratios = []
    for day in (date.fromordinal(first.toordinal() - 1) for first in ends):
        cases = sum(
            is_open(row["cppl_cp_plan_start_date"], row["cppl_cp_plan_end_date"], day)
            for row in plans
        )
        time = sum(
            float(row["iasg_fte"])
            for row in posts
            if is_open(row["iasg_start_date"], row["iasg_end_date"], day)
        )
        ratios.append(cases / time)
    assert (ends[0], ends[-1]) == (date(2016, 5, 1), date(2017, 4, 1))
    assert 75 <= sum(ratios) / 12 <= 80
