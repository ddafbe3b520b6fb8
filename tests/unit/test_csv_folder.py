"""A folder of CSV files as a source."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from iru.contract import load_contract
from iru.errors import IruError
from iru.sources.csv_folder import CsvFolder
from iru.sources.csv_values import is_of_type, moment

EPISODES = load_contract().tables["iru_cla_episodes"]
LOCALITIES = load_contract().tables["iru_team_localities"]
PERSONS = load_contract().tables["ssd_person"]


def write(folder: Path, table: str, text: str, encoding: str = "utf-8") -> CsvFolder:
    (folder / f"{table}.csv").write_bytes(text.encode(encoding))
    return CsvFolder(folder)


def content(source, table) -> str:
    return b"".join(source.copy_to(table)).decode()


@pytest.mark.parametrize(
    ("value", "kind", "answer"),
    [
        ("2017-05-15", "date", True),
        ("2017-05-15 00:00:00.000", "date", True),
        ("2017-05-15 09:30", "date", False),
        ("2017-02-30", "date", False),
        ("2016-02-29", "date", True),
        ("15/05/2017", "date", False),
        ("20170515", "date", False),
        ("2017-W20-1", "date", False),
        ("today", "date", False),
        ("2017-05-15 02:00", "timestamp", True),
        ("2017-05-15T02:00:00+01:00", "timestamp", True),
        ("2017-05-15 02:00:00.5 +01", "timestamp", True),
        ("2017-05-15 25:00", "timestamp", False),
        ("15 May 2017 02:00", "timestamp", False),
        ("-12", "integer", True),
        ("1.0", "integer", False),
        ("1,200", "integer", False),
        ("٣", "integer", False),
        ("0.8", "numeric", True),
        ("NaN", "numeric", False),
        ("Y", "boolean", True),
        ("maybe", "boolean", False),
        ("anything", "text", True),
    ],
)
def test_values_of_each_type(value, kind, answer):
    assert is_of_type(value, kind) is answer


def test_a_moment_without_an_offset_is_united_kingdom_time():
    assert moment("2017-05-15 02:00") == datetime(2017, 5, 15, 1, tzinfo=UTC)
    assert moment("2017-01-15 02:00") == datetime(2017, 1, 15, 2, tzinfo=UTC)
    assert moment("2017-05-15 02:00 Z") == datetime(2017, 5, 15, 2, tzinfo=UTC)


def test_csv_columns_come_in_any_order_and_unknown_ones_are_left_out(tmp_path):
    source = write(
        tmp_path,
        "iru_cla_episodes",
        "colour,icla_legal_status_code,ICLA_CLA_EPISODE_ID\r\nred,C2,E1\r\nblue,,E2\r\n\r\n",
    )
    assert source.columns("iru_cla_episodes")[0] == "colour"
    assert content(source, EPISODES) == "E1,C2\nE2,\n"


def test_csv_byte_order_mark_commas_quotes_and_line_breaks(tmp_path):
    heading = "icla_cla_episode_id,icla_legal_status_code"
    source = write(
        tmp_path,
        "iru_cla_episodes",
        f'{heading}\n"E,1","said ""yes"""\nE2,"two\nlines"\n',
        encoding="utf-8-sig",
    )
    assert content(source, EPISODES) == '"E,1","said ""yes"""\nE2,"two\nlines"\n'


def test_csv_value_of_the_wrong_type_is_named_by_file_line_and_column(tmp_path):
    heading = ",".join(LOCALITIES.columns)
    rows = 'T1,2011-04-01,,NORTH,\nT2,"2011-04-01",03/04/2017,SOUTH,\n'
    source = write(tmp_path, "iru_team_localities", f"{heading}\n{rows}")
    with pytest.raises(IruError) as caught:
        content(source, LOCALITIES)
    assert caught.value.what == "A value is not a date: '03/04/2017'."
    assert caught.value.where == "iru_team_localities.csv, line 3, column itlo_valid_to"
    assert "YYYY-MM-DD" in caught.value.mend


def test_csv_value_of_a_personal_field_is_not_told(tmp_path):
    row = ["3 March 2009" if name == "pers_dob" else "" for name in PERSONS.columns]
    source = write(tmp_path, "ssd_person", f"{','.join(PERSONS.columns)}\n{','.join(row)}\n")
    with pytest.raises(IruError) as caught:
        content(source, PERSONS)
    assert "pers_dob" in caught.value.where
    assert "2009" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said", "where"),
    [
        ("a,b\nE1,C2,extra\n", "The row has 3 fields, the heading 2.", "line 2"),
        ("a,b\nE1\n", "The row has 1 fields, the heading 2.", "line 2"),
        ('a,b\nE1,"C2\n', "A row cannot be read", "line 2"),
        ("a,b,A\n", "A heading names a column twice.", "line 1"),
    ],
)
def test_csv_that_is_not_well_formed(tmp_path, text, said, where):
    text = text.replace("a,b", ",".join(EPISODES.columns)).replace(
        "A\n", EPISODES.columns[0] + "\n"
    )
    source = write(tmp_path, "iru_cla_episodes", text)
    with pytest.raises(IruError) as caught:
        content(source, EPISODES)
    assert said in caught.value.what
    assert where in caught.value.where


def test_csv_that_is_not_utf8(tmp_path):
    heading = ",".join(EPISODES.columns)
    source = write(tmp_path, "iru_cla_episodes", f"{heading}\nE1,café\n", encoding="latin-1")
    with pytest.raises(IruError, match="not UTF-8"):
        content(source, EPISODES)


def test_csv_folder_tells_its_moment(tmp_path):
    clock = "iext_source_system,iext_extracted_at\n"
    source = write(tmp_path, "iru_extract_status", clock + "Files,2017-05-15 02:00\n")
    assert source.extracted_at() == datetime(2017, 5, 15, 1, tzinfo=UTC)
    with pytest.raises(IruError, match="do not say when"):
        write(tmp_path, "iru_extract_status", clock).extracted_at()


def test_csv_digest_follows_the_file(tmp_path):
    heading = ",".join(EPISODES.columns)
    first = write(tmp_path, "iru_cla_episodes", f"{heading}\nE1,C2\n").digest(EPISODES)
    assert CsvFolder(tmp_path).digest(EPISODES) == first
    assert write(tmp_path, "iru_cla_episodes", f"{heading}\nE1,C1\n").digest(EPISODES) != first


def test_csv_folder_that_is_not_there(tmp_path):
    with pytest.raises(IruError, match="not there"):
        CsvFolder(tmp_path / "nowhere")
