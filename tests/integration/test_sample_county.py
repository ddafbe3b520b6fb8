"""The sample county counts to its targets, lives on, and stays a sound case system."""

from __future__ import annotations

import csv
from collections import defaultdict
from copy import deepcopy
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import yaml
from psycopg.rows import dict_row

from iru import sample
from iru.contract import load_contract
from iru.db import connect
from iru.errors import IruError
from iru.sample.county import make_county
from iru.sample.targets import TARGETS_FILE, load_targets
from tests.integration.sample_counts import count_all, is_open, periods_of_care
from tests.integration.sample_counts_attendance import attendance
from tests.integration.sample_counts_health import health, leavers
from tests.integration.sample_counts_monitoring import monitoring


@pytest.fixture(scope="module")
def county(fresh_module):
    """The county as it is made, and the settings of its database."""
    sample.create(fresh_module)
    return fresh_module, read_all(fresh_module)


def read_all(settings) -> dict[str, list[dict]]:
    """Every row of every contract table of the case system."""
    tables = load_contract().tables
    with connect("case_owner", settings=settings) as connection:
        cursor = connection.cursor(row_factory=dict_row)
        return {
            name: cursor.execute(
                f"select * from {name} order by {', '.join(table.primary_key)}"
            ).fetchall()
            for name, table in tables.items()
        }


def differences(rows, targets) -> list[tuple]:
    """Targets that the rows do not come to: (target, period, member, wanted, counted)."""
    found = {
        **count_all(rows),
        **health(rows),
        **leavers(rows),
        **monitoring(rows),
        **attendance(rows),
    }
    counted = [
        (target, period, member, value, found[target].get(period, {}).get(member, 0))
        for target, period, member, value in targets.each()
    ]
    return [line for line in counted if line[3] != pytest.approx(line[4])]


def test_every_target_is_met_by_the_rows_of_the_case_system(county):
    assert differences(county[1], load_targets()) == []


def test_the_published_headlines_are_among_the_targets():
    targets = load_targets()
    assert [targets.get("lac_count", str(year))["all"] for year in range(2012, 2018)] == [
        711,
        693,
        684,
        702,
        708,
        682,
    ]
    assert [targets.get("cp_count", str(year))["all"] for year in range(2013, 2018)] == [
        446,
        600,
        486,
        714,
        442,
    ]
    assert targets.get("lado_referrals", "2016-17")["year"] == 596


def test_another_seed_is_another_county_with_the_same_counts(county):
    rows = make_county(load_targets(), 77).rows
    assert differences(rows, load_targets()) == []
    births = [row["pers_dob"] for row in county[1]["ssd_person"][:200]]
    assert [row["pers_dob"] for row in rows["ssd_person"][:200]] != births


def test_the_same_seed_gives_the_same_rows():
    assert make_county(load_targets(), 5).rows == make_county(load_targets(), 5).rows


def test_twice_the_county_has_twice_the_counts():
    targets = load_targets(scale=2)
    rows = make_county(targets).rows
    assert targets.get("lac_count", "2017")["all"] == 2 * 682
    assert targets.get("escalations_days", "2016-17")["mean"] == 42
    assert differences(rows, targets) == []


def test_the_counts_follow_changed_targets(tmp_path):
    document = deepcopy(yaml.safe_load(TARGETS_FILE.read_text(encoding="utf-8")))
    change = document["targets"]
    change["lac_count"][2017]["all"] += 3
    change["lac_sex"][2017]["M"] += 3
    change["lac_age"][2017]["10_to_15"] += 3
    change["lac_ethnicity"][2017]["white"] += 3
    change["lac_legal_status"][2017]["C2"] += 3
    change["lac_started"]["2016-17"]["periods"] += 3
    change["lado_referrals"]["2015-16"]["year"] += 9
    change["lado_front_door"]["2015-16"]["NFA"] += 9
    change["staff_fte"][2017]["IRO"] = 9.5
    file = tmp_path / "targets.yml"
    file.write_text(yaml.safe_dump(document), encoding="utf-8")
    targets = load_targets(file)
    rows = make_county(targets).rows
    assert differences(rows, targets) == []
    assert count_all(rows)["lac_count"]["2017"]["all"] == 685


def test_targets_that_contradict_one_another_are_refused(tmp_path):
    document = yaml.safe_load(TARGETS_FILE.read_text(encoding="utf-8"))
    document["targets"]["lac_ceased"]["2016-17"]["periods"] += 1
    file = tmp_path / "targets.yml"
    file.write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(IruError, match="do not make 682"):
        make_county(load_targets(file))


def test_rows_fit_the_contract(county):
    faults = contract_faults(county[1])
    assert faults == []


def contract_faults(rows) -> list[str]:
    """Missing values, unknown codes and references to nothing, by table and field."""
    contract = load_contract()
    keys = {
        f"{name}.{table.primary_key[0]}": {row[table.primary_key[0]] for row in rows[name]}
        for name, table in contract.tables.items()
    }
    faults = []
    for name, table in contract.tables.items():
        for field in table.fields:
            values = {row[field.name] for row in rows[name]}
            if field.required and None in values:
                faults.append(f"{name}.{field.name} is empty")
            codes = contract.code_lists[field.codes].codes if field.codes else None
            if codes and values - {None} - set(codes):
                faults.append(f"{name}.{field.name}: {values - {None} - set(codes)}")
            known = keys.get(field.references or "")
            if known is not None and values - {None} - known:
                faults.append(f"{name}.{field.name} refers to nothing")
    return faults


def test_the_core_tables_are_filled_and_every_table_is_there(county):
    rows = county[1]
    assert set(rows) == set(load_contract().tables)
    empty = {
        "ssd_person",
        "ssd_family",
        "ssd_immigration_status",
        "ssd_legal_status",
        "ssd_cla_episodes",
        "ssd_cla_placement",
        "ssd_cla_reviews",
        "iru_cla_reviews",
        "ssd_s47_enquiry",
        "ssd_initial_cp_conference",
        "ssd_cp_reviews",
        "iru_conferences",
        "ssd_cp_plans",
        "iru_cp_plans",
        "ssd_professionals",
        "iru_staff",
        "iru_staff_assignments",
        "ssd_department",
        "iru_team_localities",
        "ssd_involvements",
        "iru_escalations",
        "iru_escalation_stages",
        "iru_lado_subjects",
        "iru_lado_referrals",
        "iru_lado_meetings",
        "iru_lado_child_links",
        "iru_action_items",
        "iru_extract_status",
    } - {name for name, table in rows.items() if table}
    assert empty == set()


def test_lives_are_possible(county):
    rows = county[1]
    people = {row["pers_person_id"]: row for row in rows["ssd_person"]}
    for row in rows["ssd_cla_episodes"]:
        start, end = row["clae_cla_episode_start_date"], row["clae_cla_episode_ceased_date"]
        assert people[row["clae_person_id"]]["pers_dob"] <= start
        assert end is None or end > start
        assert (end is None) == (row["clae_cla_episode_ceased_reason"] is None)
    for row in rows["ssd_cla_reviews"]:
        held = row["clar_cla_review_date"]
        assert held is None or (held.weekday() < 5 and held <= date(2017, 5, 14))
    for row in rows["ssd_cp_plans"]:
        end = row["cppl_cp_plan_end_date"]
        assert end is None or end > row["cppl_cp_plan_start_date"]


def test_siblings_come_into_care_together(county):
    family = {row["fami_person_id"]: row["fami_family_id"] for row in county[1]["ssd_family"]}
    starts = defaultdict(set)
    for period in periods_of_care(county[1]):
        starts[family[period["child"]], period["start"]].add(period["child"])
    together = sum(len(children) for children in starts.values() if len(children) > 1)
    assert together > 800


def test_no_child_has_two_reviewing_officers_at_once(county):
    held = defaultdict(list)
    for row in county[1]["ssd_involvements"]:
        key = (row["invo_person_id"], row["invo_professional_role_id"])
        held[key].append((row["invo_involvement_start_date"], row["invo_involvement_end_date"]))
    for spells in held.values():
        spells.sort()
        for (_, end), (start, _) in pairwise(spells):
            assert end is not None and end <= start


def test_the_gaps_are_as_many_as_the_file_says(county):
    rows, gaps, day = county[1], load_targets().gaps, date(2017, 3, 31)
    late = {r["icrv_cla_review_id"]: r for r in rows["iru_cla_reviews"]}
    history = [
        r
        for r in rows["ssd_cla_reviews"]
        if r["clar_cla_review_date"] and r["clar_cla_review_date"] <= day
    ]
    assert (
        sum(r["clar_cla_review_participation"] is None for r in history)
        == gaps["review_without_participation"]
    )
    assert (
        sum(
            r["clar_cla_review_date"] > r["clar_cla_review_due_date"]
            and late[r["clar_cla_review_id"]]["icrv_late_reason"] is None
            for r in history
        )
        == gaps["late_review_without_reason"]
    )
    assert (
        sum(
            r["iesc_closed_date"] is not None and r["iesc_outcome"] is None
            for r in rows["iru_escalations"]
        )
        == gaps["escalation_without_outcome"]
    )
    transferred = {
        r["icpc_person_id"]
        for r in rows["ssd_initial_cp_conference"]
        if r["icpc_icpc_transfer_in"] == "Y"
    }
    assert (
        sum(
            r["cppl_icpc_id"] is None
            and r["cppl_cp_plan_ola"] == "N"
            and r["cppl_person_id"] not in transferred
            for r in rows["ssd_cp_plans"]
        )
        == gaps["plan_without_conference"]
    )
    assert (
        sum(
            r["pers_expected_dob"] is not None
            and r["pers_expected_dob"] < date(2017, 4, 1)
            and r["pers_dob"] is None
            for r in rows["ssd_person"]
        )
        == gaps["expected_birth_long_past"]
    )
    in_care = {p["child"] for p in periods_of_care(rows) if is_open(p["start"], p["end"], day)}
    for role, gap in (("SW", "care_without_locality"), ("IRO", "care_without_reviewing_officer")):
        held = {
            r["invo_person_id"]
            for r in rows["ssd_involvements"]
            if r["invo_professional_role_id"] == role
            and is_open(r["invo_involvement_start_date"], r["invo_involvement_end_date"], day)
        }
        started_lately = {
            p["child"] for p in periods_of_care(rows) if p["start"] > date(2017, 3, 20)
        }
        assert len(in_care - held - started_lately) == gaps[gap], gap


def test_names_are_not_in_any_other_table(county):
    names = {row["pers_surname"] for row in county[1]["ssd_person"]}
    for table, rows in county[1].items():
        if table != "ssd_person":
            values = {value for row in rows for value in row.values() if isinstance(value, str)}
            assert not names & values, table


def test_it_begins_in_the_middle_of_may_2017(county):
    settings, rows = county
    assert sample.today(settings) == date(2017, 5, 15)
    status = rows["iru_extract_status"]
    two_in_the_morning = datetime(2017, 5, 15, 2, 0, tzinfo=ZoneInfo("Europe/London"))
    assert [row["iext_extracted_at"] for row in status] == [two_in_the_morning]


def test_a_county_is_not_made_over_another_by_mistake(county):
    with pytest.raises(IruError, match="already holds"):
        sample.create(county[0])


def test_there_is_no_living_on_without_a_county(fresh):
    with pytest.raises(IruError, match="There is no sample county"):
        sample.advance(fresh, days=1)


def test_it_lives_on(fresh, county):
    """Nights in one go or in two: the same rows; past years' counts stay; keys stay sound."""
    settings, before = county
    sample.create(fresh)
    assert read_all(fresh) == before
    sample.advance(fresh, days=21)
    sample.advance(settings, days=9)
    sample.advance(settings, days=12)
    after = read_all(settings)
    assert after == read_all(fresh)
    assert sample.today(settings) == date(2017, 6, 5)
    assert contract_faults(after) == []
    assert differences(after, load_targets()) == []
    assert len(after["ssd_person"]) > len(before["ssd_person"])


def test_some_records_come_late_some_are_corrected_and_some_go(fresh):
    sample.create(fresh)
    first = before = read_all(fresh)
    late = []
    for _ in range(5):
        today = sample.today(fresh)
        sample.advance(fresh, days=6)
        after = read_all(fresh)
        late += [day for day in care_events(after) - care_events(before) if day[2] < today]
        before = after
    assert late
    held = {
        row["clar_cla_review_id"]: row["clar_cla_review_date"] for row in after["ssd_cla_reviews"]
    }
    assert any(
        row["clar_cla_review_date"]
        and held[row["clar_cla_review_id"]] != row["clar_cla_review_date"]
        for row in first["ssd_cla_reviews"]
    )
    enquiries = {row["s47e_s47_enquiry_id"] for row in after["ssd_s47_enquiry"]}
    assert {row["s47e_s47_enquiry_id"] for row in first["ssd_s47_enquiry"]} - enquiries


def care_events(rows) -> set[tuple[str, str, date]]:
    """Starts and ends of episodes: (episode, which, day)."""
    return {
        (row["clae_cla_episode_id"], field, row[field])
        for row in rows["ssd_cla_episodes"]
        for field in ("clae_cla_episode_start_date", "clae_cla_episode_ceased_date")
        if row[field]
    }


def test_the_files_say_what_the_tables_say(county, tmp_path):
    settings = county[0]
    assert sample.export(settings, tmp_path) == len(load_contract().tables)
    rows = read_all(settings)
    with (tmp_path / "ssd_cp_plans.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert [row["cppl_cp_plan_id"] for row in written] == [
        row["cppl_cp_plan_id"] for row in rows["ssd_cp_plans"]
    ]
    assert written[0]["cppl_cp_plan_start_date"] == str(
        rows["ssd_cp_plans"][0]["cppl_cp_plan_start_date"]
    )
