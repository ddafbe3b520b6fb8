"""The targets' file: every value says where it comes from; counts grow with the scale."""

from datetime import date

import pytest

from iru.errors import IruError
from iru.sample.targets import load_targets, year_label


def test_members_sum_to_their_wholes():
    targets = load_targets()
    for target in ("lac_sex", "lac_age", "lac_ethnicity", "lac_legal_status"):
        for period, members in targets.values[target].items():
            assert sum(members.values()) == targets.get("lac_count", period)["all"], target
    for target in ("cp_open_duration", "cp_latest_category", "cp_initial_category"):
        for period, members in targets.values[target].items():
            assert sum(members.values()) == targets.get("cp_count", period)["all"], target
    for period, members in targets.values["cp_started_locality"].items():
        assert sum(members.values()) == targets.get("cp_started", period)["plans"]


def test_child_protection_plans_flow_from_stock_to_stock():
    targets = load_targets()
    for year in range(2013, 2018):
        before = targets.get("cp_count", str(year - 1))["all"]
        started = targets.get("cp_started", year_label(year))["plans"]
        ended = sum(targets.get("cp_ended_duration", year_label(year)).values())
        assert before + started - ended == targets.get("cp_count", str(year))["all"]


def test_counts_grow_with_the_scale_and_ratios_do_not():
    targets = load_targets(scale=10)
    assert targets.get("lac_count", "2017") == {"all": 6820}
    assert targets.get("lac_participation", "2016-17") == {"percent": 84}
    assert targets.gap("plan_without_conference") == 20
    assert targets.today == date(2017, 5, 15)


def test_a_scale_below_one_is_refused():
    with pytest.raises(IruError, match="0 times over"):
        load_targets(scale=0)


def test_a_value_without_a_source_is_refused(tmp_path):
    file = tmp_path / "targets.yml"
    file.write_text(
        "targets: {lac_count: {counts: x, 2017: {all: 1, status: published}}}\nparameters: {}\n",
        encoding="utf-8",
    )
    with pytest.raises(IruError, match="lac_count of 2017 does not say where it comes from"):
        load_targets(file)


def test_the_year_that_ends_in_march():
    assert year_label(2017) == "2016-17"
    assert year_label(2000) == "1999-00"
