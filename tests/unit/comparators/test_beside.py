"""Whom we are set beside, and which measures are ours: the files themselves, and broken ones."""

import csv
import re
import shutil
from collections import Counter

import pytest

from iru.comparators.beside import FOLDER, areas, measures
from iru.errors import IruError
from iru.settings import PROJECT


def test_every_list_has_ten_authorities_and_not_our_own():
    lists = Counter(each.model_year for each in areas())
    assert lists == {None: 2, 2021: 10, 2025: 10}
    assert "878" not in {each.la_code for each in areas()}
    assert {each.la_code for each in areas() if each.model_year is None} == {"970", "990"}


def test_an_authority_has_one_name_in_every_list():
    names = {}
    for each in areas():
        assert names.setdefault(each.la_code, each.name) == each.name


def test_every_measure_is_of_an_indicator_by_its_right_name():
    folder = PROJECT / "dbt_project" / "macros" / "indicator_registry"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.sql"))
    built = set(re.findall(r"^- id: (\w+)", text, re.MULTILINE))
    # Measures of indicators that the registry does not have yet.
    waiting = {
        "cp_duration_ended_band",
        "cp_rcpc_on_time_pct",
        "cp_started_rate_10k",
        "lac_dental_pct",
        "lac_immunisation_pct",
        "lac_uasc_count",
        "leaver_eet_pct",
        "leaver_neet_pct",
    }
    assert {measure.indicator_id for measure in measures()} <= built | waiting


def test_every_member_is_one_of_ours():
    path = PROJECT / "dbt_project" / "seeds" / "indicator_members.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        known = {(row["breakdown"], row["member"]) for row in csv.DictReader(stream)}
    assert {(m.breakdown, m.member) for m in measures()} <= known | {("all", "all")}


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("areas.yml", '        "926": Norfolk\n    2025', "    2025", "list of 2021 has 9"),
        ("lait_measures.yml", "measure: CPP_Num", "measure: LACnum", "LACnum stands twice"),
        (
            "lait_measures.yml",
            "    note: At 31 March. England",
            "    text: ",
            "CPP_Num has no note",
        ),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(tmp_path, file, old, new, said):
    folder = shutil.copytree(FOLDER, tmp_path / "comparators")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(IruError, match=said):
        areas(folder) and measures(folder)
