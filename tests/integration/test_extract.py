"""One night's extract, from a database and from files, into raw with history."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from case_records import (
    current,
    last_load,
    put,
    row,
    run,
    set_clock,
    versions,
    write_file,
    write_files,
)

from iru.contract import load_contract
from iru.extract import extract

CHILDREN, CLOCK = "ssd_person", "iru_extract_status"
REVIEWS = "ssd_cla_reviews"
SECOND_NIGHT = "2017-05-16 02:00+01"


def test_the_first_night_loads_everything(hamlet):
    result = extract(hamlet)
    assert result["changed"] is True
    assert (result["rows_read"], result["rows_opened"], result["rows_closed"]) == (5, 5, 0)
    assert result["as_at"] == "2017-05-15T02:00:00+01:00"
    moment = datetime(2017, 5, 15, 1, tzinfo=UTC)
    assert current(hamlet, "raw.ssd_person", "pers_person_id, _valid_from, _load_id") == [
        (name, moment, result["load_id"]) for name in ("P1", "P2", "P3")
    ]
    tables = run(hamlet, "select count(*) from pg_tables where schemaname ~ '^raw'", "pipeline")
    assert tables == [(len(load_contract().tables) + 2,)]  # and the two crosswalks


def test_the_same_extract_twice_changes_nothing(hamlet):
    first = extract(hamlet)
    before = versions(hamlet)
    second = extract(hamlet)
    assert second["changed"] is False
    assert second["as_at"] == first["as_at"]
    assert (second["rows_read"], second["rows_opened"], second["rows_closed"]) == (5, 0, 0)
    assert versions(hamlet) == before
    assert last_load(hamlet) == ("unchanged", False, None)


def test_the_next_night_closes_what_changed_and_what_went(hamlet):
    extract(hamlet)
    run(hamlet, "update ssd_person set pers_sex = 'M' where pers_person_id = 'P1'")
    run(hamlet, "delete from ssd_person where pers_person_id = 'P3'")
    put(hamlet, row(CHILDREN, pers_person_id="P4"), CHILDREN)
    set_clock(hamlet, SECOND_NIGHT)
    result = extract(hamlet)
    # P1 changed, P3 went, P4 came, and the clock moved.
    assert (result["rows_opened"], result["rows_closed"]) == (3, 3)
    assert current(hamlet, "raw.ssd_person", "pers_person_id") == [("P1",), ("P2",), ("P4",)]
    night = datetime(2017, 5, 16, 1, tzinfo=UTC)
    query = "select pers_person_id from raw.ssd_person where _valid_to is not null order by 1"
    assert run(hamlet, query, "pipeline") == [("P1",), ("P3",)]
    closed = run(
        hamlet,
        "select distinct _valid_to from raw.ssd_person where _valid_to is not null",
        "pipeline",
    )
    assert closed == [(night,)]


def test_rows_that_change_while_the_clock_stands_still_get_the_next_moment(hamlet):
    extract(hamlet)
    run(hamlet, "update ssd_person set pers_sex = 'M' where pers_person_id = 'P1'")
    second = extract(hamlet)
    assert second["as_at"] == "2017-05-15T02:00:00.000001+01:00"
    run(hamlet, "update ssd_person set pers_sex = 'F' where pers_person_id = 'P1'")
    third = extract(hamlet)
    assert third["as_at"] == "2017-05-15T02:00:00.000002+01:00"
    assert extract(hamlet)["changed"] is False


def test_a_case_system_without_a_clock_is_read_live(hamlet):
    run(hamlet, f"drop table {CLOCK}")
    before = datetime.now(UTC)
    as_at = datetime.fromisoformat(extract(hamlet)["as_at"])
    assert before <= as_at <= datetime.now(UTC)
    assert current(hamlet, f"raw.{CLOCK}", "iext_extracted_at") == [(as_at,)]


def test_an_unknown_column_is_told_and_left_out(hamlet, caplog):
    run(hamlet, "alter table ssd_person add column favourite_colour text")
    with caplog.at_level(logging.WARNING):
        extract(hamlet)
    assert "favourite_colour" in caplog.text
    query = "select unknown_columns from ops.load_tables where table_name = 'ssd_person'"
    assert run(hamlet, query, "pipeline") == [(["favourite_colour"],)]


def test_a_load_whose_process_ended_is_recorded_as_failed(hamlet):
    extract(hamlet)
    run(hamlet, "insert into ops.loads (source) values ('postgres')", "pipeline")
    extract(hamlet)
    statuses = run(hamlet, "select status from ops.loads order by load_id", "pipeline")
    assert statuses == [("loaded",), ("failed",), ("unchanged",)]


def test_a_table_changed_by_hand_in_raw_is_loaded_again(hamlet):
    """The source says that nothing changed, but raw no longer holds what it held."""
    extract(hamlet)
    run(hamlet, "delete from raw.ssd_person where pers_person_id = 'P2'", "pipeline")
    assert extract(hamlet)["rows_opened"] == 1
    assert len(current(hamlet, "raw.ssd_person", "1")) == 3


def test_people_get_pseudonyms_that_stay(hamlet):
    assert extract(hamlet)["people"] == 3
    first = run(hamlet, "select * from raw.pseudonyms order by natural_key", "pipeline")
    assert [(kind, name) for kind, name, _ in first] == [("child", f"P{n}") for n in (1, 2, 3)]
    put(hamlet, row(CHILDREN, pers_person_id="P4"), CHILDREN)
    set_clock(hamlet, SECOND_NIGHT)
    assert extract(hamlet)["people"] == 1
    second = run(hamlet, "select * from raw.pseudonyms order by natural_key", "pipeline")
    assert second[:3] == first


def test_allegations_have_a_crosswalk_of_their_own(hamlet):
    subject = row("iru_lado_subjects", isub_subject_id="P1")
    put(hamlet, subject, "iru_lado_subjects")
    extract(hamlet)
    kept = run(hamlet, "select kind, natural_key, pseudonym from raw_lado.pseudonyms", "pipeline")
    assert [(kind, name) for kind, name, _ in kept] == [("lado_subject", "P1")]
    child = run(hamlet, "select pseudonym from raw.pseudonyms where natural_key = 'P1'", "pipeline")
    assert child[0][0][1:] != kept[0][2][1:]


def test_the_log_holds_counts_and_no_values(hamlet, caplog, capfd):
    with caplog.at_level(logging.DEBUG, logger="iru"):
        extract(hamlet)
    told = caplog.text + capfd.readouterr().err
    assert "ssd_person: 3 rows, 3 opened, 0 closed" in told
    count = len(load_contract().tables)
    assert f"Reading tables: {count} of {count}" in told
    assert "Zebedee" not in told and "P1" not in told


def test_a_folder_of_files_loads_as_the_database_does(hamlet, tmp_path):
    extract(hamlet)
    from_database = current(hamlet, "raw.ssd_person", "pers_person_id, pers_sex, _row_hash")
    names = ("P1", "P2", "P3")
    children = [
        row(CHILDREN, pers_person_id=name, pers_forename="Zebedee", pers_sex="F") for name in names
    ]
    clock = row(CLOCK, iext_source_system="Test", iext_extracted_at="2017-05-15 02:00")
    review = row(REVIEWS, clar_cla_review_id="R1", clar_cla_person_id="P1")
    write_files(tmp_path, {CHILDREN: children, CLOCK: [clock], REVIEWS: [review]})
    files = hamlet.with_(source="csv", source_folder=tmp_path)
    assert extract(files)["changed"] is False  # the same content through the other door
    assert current(hamlet, "raw.ssd_person", "pers_person_id, pers_sex, _row_hash") == from_database

    children[0]["pers_sex"] = "M"
    write_file(tmp_path, load_contract().tables[CHILDREN], children)
    result = extract(files)
    assert (result["rows_opened"], result["rows_closed"]) == (1, 1)
    assert run(hamlet, "select distinct source from ops.loads order by 1", "pipeline") == [
        ("csv",),
        ("postgres",),
    ]
