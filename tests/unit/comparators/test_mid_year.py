"""Reading ONS's mid-year estimates, and areas made of districts. Invented numbers."""

import gzip

import pytest

from iru.comparators.beside import FOLDER
from iru.comparators.mid_year import read_districts
from iru.comparators.populations import composed
from iru.errors import IruError
from tests.population_files import DEVON, PLYMOUTH, devon, rows, written

ONE = rows({PLYMOUTH: [50, 51]})
YEARS = (2015, 2016)


def refused(path):
    with pytest.raises(IruError) as error:
        read_districts(path)
    assert path.name in error.value.message()
    return error.value.what


def test_residents_of_0_to_17_of_both_sexes_are_added_up(tmp_path):
    lines = [
        line.replace(",M,17,0,0", ",M,17,3,4").replace(",F,5,0,0", ",F,5,20,30") for line in ONE
    ]
    found = read_districts(written(tmp_path / "myeb1.csv", lines, YEARS))
    # 50 + 3 + 20 and 51 + 4 + 30; the 999 of 18 and of 90 are left out
    assert found[PLYMOUTH].residents == {2015: 73, 2016: 85}
    assert found[PLYMOUTH].name == f"District {PLYMOUTH}"


def test_older_files_name_sexes_and_boundaries_otherwise(tmp_path):
    old = written(tmp_path / "old.csv", rows({PLYMOUTH: [50, 51]}, "12"), YEARS, "19")
    new = written(tmp_path / "new.csv", ONE, YEARS, "")
    assert read_districts(old) == read_districts(new)


def test_a_gzipped_file_is_the_same(tmp_path):
    plain = written(tmp_path / "myeb1.csv", ONE, YEARS)
    packed = tmp_path / "myeb1.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_districts(packed) == read_districts(plain)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("M,3,0,0", "M,3,0,many", "Line 5 has a population that is not a whole number."),
        ("M,3,0,0", "M,3,0,1.5", "Line 5 has a population that is not a whole number."),
        ("M,3,0,0", "M,all,0,0", "Line 5 has an age that is no single year of age."),
        ("M,3,0,0", "P,3,0,0", "Line 5 has a sex other than 1, 2, M and F"),
        ("M,3,0,0", "M,2,0,0", f"Line 5 has a sex and age of {PLYMOUTH} that stood before."),
        ("M,3,0,0", "M,93,0,0", f"The file lacks age 3, M, of {PLYMOUTH}."),
        ("M,3,0,0", "M,3,0", "Line 5 has 6 fields instead of 7."),
        (f"{PLYMOUTH},", ",", "Line 2 has no code of an area."),
    ],
)
def test_a_row_that_cannot_be_right_is_named(tmp_path, old, new, said):
    text = "\n".join(ONE)
    assert old in text
    path = written(tmp_path / "myeb1.csv", text.replace(old, new, 1).split("\n"), YEARS)
    assert refused(path).startswith(said)


def test_files_of_another_kind_are_refused(tmp_path):
    path = written(tmp_path / "myeb1.csv", ONE, ())
    assert refused(path) == "The file lacks the column population_YYYY."
    path.write_text("laname23,sex,age,population_2015\n", encoding="utf-8")
    assert refused(path) == "The file lacks the column ladcode."
    old_people = [line for line in ONE if ",90," in line]
    path = written(tmp_path / "old.csv", old_people, YEARS)
    assert refused(path) == "The file has nobody aged 0 to 17."
    assert refused(tmp_path / "myeb1.zip") == "The file is neither .csv nor .csv.gz."


def test_an_area_is_the_sum_of_its_districts(tmp_path):
    path = devon(tmp_path / "myeb1.csv", {2015: 141000, 2016: 142000})
    (made,) = composed(path, read_districts(path))
    assert (made.code, made.name) == ("E10000008", "Devon")
    assert made.residents == {2015: 141000, 2016: 142000}


def test_an_area_lacking_a_district_is_refused(tmp_path):
    path = written(tmp_path / "myeb1.csv", rows({code: [5] for code in DEVON[1:]}), (2015,))
    with pytest.raises(IruError, match=f"lacks districts of Devon: {DEVON[0]}"):
        composed(path, read_districts(path))


def test_an_area_that_the_file_names_itself_is_not_made(tmp_path):
    path = written(tmp_path / "myeb1.csv", rows({"E10000008": [9]}), (2015,))
    assert composed(path, read_districts(path), FOLDER) == []
