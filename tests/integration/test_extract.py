"""One night's extract, from a database and from files, into raw with history."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from case_records import clear, make_case_system, put, row, run, set_clock, write_file, write_files

from iru.contract import load_contract
from iru.db import connect
from iru.errors import IruError
from iru.extract import extract
from iru.settings import load_settings

CHILDREN, CLOCK = "ssd_person", "iru_extract_status"
REVIEWS = "ssd_cla_reviews"
SECOND_NIGHT = "2017-05-16 02:00+01"


@pytest.fixture
def empty(fresh_module):
    """Databases without a table, shared by this module's tests one after another."""
    clear(fresh_module)
    return fresh_module


@pytest.fixture
def county(empty):
    """A case system with three children and a review of one of them."""
    make_case_system(empty)
    for number in (1, 2, 3):
        child = row(CHILDREN, pers_person_id=f"P{number}", pers_forename="Zebedee", pers_sex="F")
        put(empty, child, CHILDREN)
    put(empty, row(REVIEWS, clar_cla_review_id="R1", clar_cla_person_id="P1"), REVIEWS)
    return empty


def current(settings, table: str, columns: str) -> list[tuple]:
    where = "where _valid_to is null order by 1"
    return run(settings, f"select {columns} from {table} {where}", "pipeline")


def last_load(settings) -> tuple:
    query = "select status, changed, message from ops.loads order by load_id desc limit 1"
    return run(settings, query, "pipeline")[0]


def versions(settings) -> list[tuple]:
    """Every row version of every child, as raw holds it."""
    return run(settings, "select * from raw.ssd_person order by _row_id", "pipeline")


def test_the_first_night_loads_everything(county):
    result = extract(county)
    assert result["changed"] is True
    assert (result["rows_read"], result["rows_opened"], result["rows_closed"]) == (5, 5, 0)
    assert result["as_at"] == "2017-05-15T02:00:00+01:00"
    moment = datetime(2017, 5, 15, 1, tzinfo=UTC)
    assert current(county, "raw.ssd_person", "pers_person_id, _valid_from, _load_id") == [
        (name, moment, result["load_id"]) for name in ("P1", "P2", "P3")
    ]
    tables = run(county, "select count(*) from pg_tables where schemaname ~ '^raw'", "pipeline")
    assert tables == [(len(load_contract().tables) + 2,)]  # and the two crosswalks


def test_the_same_extract_twice_changes_nothing(county):
    first = extract(county)
    before = versions(county)
    second = extract(county)
    assert second["changed"] is False
    assert second["as_at"] == first["as_at"]
    assert (second["rows_read"], second["rows_opened"], second["rows_closed"]) == (5, 0, 0)
    assert versions(county) == before
    assert last_load(county) == ("unchanged", False, None)


def test_the_next_night_closes_what_changed_and_what_went(county):
    extract(county)
    run(county, "update ssd_person set pers_sex = 'M' where pers_person_id = 'P1'")
    run(county, "delete from ssd_person where pers_person_id = 'P3'")
    put(county, row(CHILDREN, pers_person_id="P4"), CHILDREN)
    set_clock(county, SECOND_NIGHT)
    result = extract(county)
    # P1 changed, P3 went, P4 came, and the clock moved.
    assert (result["rows_opened"], result["rows_closed"]) == (3, 3)
    assert current(county, "raw.ssd_person", "pers_person_id") == [("P1",), ("P2",), ("P4",)]
    night = datetime(2017, 5, 16, 1, tzinfo=UTC)
    query = "select pers_person_id from raw.ssd_person where _valid_to is not null order by 1"
    assert run(county, query, "pipeline") == [("P1",), ("P3",)]
    closed = run(
        county,
        "select distinct _valid_to from raw.ssd_person where _valid_to is not null",
        "pipeline",
    )
    assert closed == [(night,)]


def test_rows_that_change_while_the_clock_stands_still_get_the_next_moment(county):
    extract(county)
    run(county, "update ssd_person set pers_sex = 'M' where pers_person_id = 'P1'")
    second = extract(county)
    assert second["as_at"] == "2017-05-15T02:00:00.000001+01:00"
    run(county, "update ssd_person set pers_sex = 'F' where pers_person_id = 'P1'")
    third = extract(county)
    assert third["as_at"] == "2017-05-15T02:00:00.000002+01:00"
    assert extract(county)["changed"] is False


def test_a_case_system_without_a_clock_is_read_live(county):
    run(county, f"drop table {CLOCK}")
    before = datetime.now(UTC)
    as_at = datetime.fromisoformat(extract(county)["as_at"])
    assert before <= as_at <= datetime.now(UTC)
    assert current(county, f"raw.{CLOCK}", "iext_extracted_at") == [(as_at,)]


def test_an_older_extract_is_refused(county):
    extract(county)
    before = versions(county)
    set_clock(county, "2017-05-14 02:00+01")
    with pytest.raises(IruError, match="older than the newest load"):
        extract(county)
    assert versions(county) == before
    assert last_load(county)[:2] == ("refused", False)


def test_an_extract_from_the_future_is_refused(county):
    set_clock(county, "2999-01-01 02:00+00")
    with pytest.raises(IruError, match="in the future"):
        extract(county)


def test_missing_tables_and_columns_are_all_named_before_raw_is_touched(county):
    run(county, "drop table iru_venues")
    run(county, "alter table ssd_person drop column pers_sex")
    with pytest.raises(IruError) as caught:
        extract(county)
    assert "the table iru_venues" in caught.value.what
    assert "ssd_person.pers_sex" in caught.value.what
    assert run(county, "select 1 from pg_tables where schemaname = 'raw'", "pipeline") == []
    assert last_load(county)[0] == "refused"


def test_an_unknown_column_is_told_and_left_out(county, caplog):
    run(county, "alter table ssd_person add column favourite_colour text")
    with caplog.at_level(logging.WARNING):
        extract(county)
    assert "favourite_colour" in caplog.text
    query = "select unknown_columns from ops.load_tables where table_name = 'ssd_person'"
    assert run(county, query, "pipeline") == [(["favourite_colour"],)]


def test_a_table_that_shrinks_too_far_is_refused_unless_accepted(county):
    run(
        county,
        "insert into ssd_cla_reviews (clar_cla_review_id, clar_cla_person_id)"
        " select 'S' || g, 'P1' from generate_series(1, 99) as g",
    )  # with R1: a hundred
    extract(county)
    run(county, "delete from ssd_cla_reviews where clar_cla_review_id like 'S1%'")  # 11 of them
    set_clock(county, SECOND_NIGHT)
    assert extract(county)["rows_closed"] == 12
    run(county, "delete from ssd_cla_reviews where clar_cla_review_id ~ 'S[2-4].*'")  # 33
    set_clock(county, "2017-05-17 02:00+01")
    with pytest.raises(IruError) as caught:
        extract(county)
    assert "ssd_cla_reviews: 89 → 56 rows" in caught.value.what
    assert "--accept-shrink ssd_cla_reviews" in caught.value.mend
    assert len(current(county, "raw.ssd_cla_reviews", "1")) == 89
    assert extract(county, accept_shrink=["ssd_cla_reviews"])["rows_closed"] == 34
    query = "select accepted_shrink from ops.loads order by load_id desc limit 1"
    assert run(county, query, "pipeline") == [(["ssd_cla_reviews"],)]


def test_a_small_table_may_shrink(county):
    extract(county)
    run(county, "delete from ssd_cla_reviews")
    assert extract(county)["rows_closed"] == 1


def test_an_empty_extract_is_refused(empty):
    make_case_system(empty)
    with pytest.raises(IruError, match="no table has a row"):
        extract(empty)


def test_accepting_the_shrinking_of_an_unknown_table_is_refused(county):
    with pytest.raises(IruError, match="no table 'ssd_persons'"):
        extract(county, accept_shrink=["ssd_persons"])


def test_a_key_that_occurs_twice_is_refused_without_it(county):
    run(county, "alter table ssd_person drop constraint ssd_person_pkey")
    put(county, row(CHILDREN, pers_person_id="P1"), CHILDREN)
    with pytest.raises(IruError) as caught:
        extract(county)
    assert caught.value.what == "1 keys occur more than once, in 2 rows."
    assert "P1" not in caught.value.message()
    assert last_load(county)[0] == "refused"


def test_only_one_load_runs_at_a_time(county):
    with connect("pipeline", settings=county) as other:
        other.execute("select pg_advisory_lock(hashtext('iru.load'))")
        with pytest.raises(IruError, match="Another load is running"):
            extract(county)
    assert extract(county)["changed"] is True


def test_a_load_whose_process_ended_is_recorded_as_failed(county):
    extract(county)
    run(county, "insert into ops.loads (source) values ('postgres')", "pipeline")
    extract(county)
    statuses = run(county, "select status from ops.loads order by load_id", "pipeline")
    assert statuses == [("loaded",), ("failed",), ("unchanged",)]


def test_a_fault_of_the_database_is_told_without_values(county):
    extract(county)
    run(county, "alter table raw.ssd_person add check (pers_forename <> 'Yvonne')", "pipeline")
    run(county, "update ssd_person set pers_forename = 'Yvonne' where pers_person_id = 'P1'")
    set_clock(county, SECOND_NIGHT)
    with pytest.raises(IruError) as caught:
        extract(county)
    assert "CheckViolation" in caught.value.what
    assert "Yvonne" not in caught.value.message()
    assert last_load(county)[0] == "failed"


def test_a_table_changed_by_hand_in_raw_is_loaded_again(county):
    """The source says that nothing changed, but raw no longer holds what it held."""
    extract(county)
    run(county, "delete from raw.ssd_person where pers_person_id = 'P2'", "pipeline")
    assert extract(county)["rows_opened"] == 1
    assert len(current(county, "raw.ssd_person", "1")) == 3


def test_people_get_pseudonyms_that_stay(county):
    assert extract(county)["people"] == 3
    first = run(county, "select * from raw.pseudonyms order by natural_key", "pipeline")
    assert [(kind, name) for kind, name, _ in first] == [("child", f"P{n}") for n in (1, 2, 3)]
    put(county, row(CHILDREN, pers_person_id="P4"), CHILDREN)
    set_clock(county, SECOND_NIGHT)
    assert extract(county)["people"] == 1
    second = run(county, "select * from raw.pseudonyms order by natural_key", "pipeline")
    assert second[:3] == first


def test_allegations_have_a_crosswalk_of_their_own(county):
    subject = row("iru_lado_subjects", isub_subject_id="P1")
    put(county, subject, "iru_lado_subjects")
    extract(county)
    kept = run(county, "select kind, natural_key, pseudonym from raw_lado.pseudonyms", "pipeline")
    assert [(kind, name) for kind, name, _ in kept] == [("lado_subject", "P1")]
    child = run(county, "select pseudonym from raw.pseudonyms where natural_key = 'P1'", "pipeline")
    assert child[0][0][1:] != kept[0][2][1:]


def test_another_pseudonym_key_stops_the_load(county):
    extract(county)
    run(county, "update ops.pseudonym_keys set fingerprint = 'of another key'", "pipeline")
    with pytest.raises(IruError, match="is not the one raw was loaded with"):
        extract(county)


def test_the_log_holds_counts_and_no_values(county, caplog, capfd):
    with caplog.at_level(logging.DEBUG, logger="iru"):
        extract(county)
    told = caplog.text + capfd.readouterr().err
    assert "ssd_person: 3 rows, 3 opened, 0 closed" in told
    count = len(load_contract().tables)
    assert f"Reading tables: {count} of {count}" in told
    assert "Zebedee" not in told and "P1" not in told


def test_a_folder_of_files_loads_as_the_database_does(county, tmp_path):
    extract(county)
    from_database = current(county, "raw.ssd_person", "pers_person_id, pers_sex, _row_hash")
    names = ("P1", "P2", "P3")
    children = [
        row(CHILDREN, pers_person_id=name, pers_forename="Zebedee", pers_sex="F") for name in names
    ]
    clock = row(CLOCK, iext_source_system="Test", iext_extracted_at="2017-05-15 02:00")
    review = row(REVIEWS, clar_cla_review_id="R1", clar_cla_person_id="P1")
    write_files(tmp_path, {CHILDREN: children, CLOCK: [clock], REVIEWS: [review]})
    files = county.with_(source="csv", source_folder=tmp_path)
    assert extract(files)["changed"] is False  # the same content through the other door
    assert current(county, "raw.ssd_person", "pers_person_id, pers_sex, _row_hash") == from_database

    children[0]["pers_sex"] = "M"
    write_file(tmp_path, load_contract().tables[CHILDREN], children)
    result = extract(files)
    assert (result["rows_opened"], result["rows_closed"]) == (1, 1)
    assert run(county, "select distinct source from ops.loads order by 1", "pipeline") == [
        ("csv",),
        ("postgres",),
    ]


def test_a_folder_without_a_clock_is_refused(empty, tmp_path):
    write_files(tmp_path, {})
    (tmp_path / f"{CLOCK}.csv").unlink()
    settings = empty.with_(source="csv", source_folder=tmp_path)
    with pytest.raises(IruError, match=f"the table {CLOCK}"):
        extract(settings)


def test_a_csv_source_needs_a_folder():
    with pytest.raises(IruError, match="no folder is named"):
        load_settings({"IRU_SOURCE": "csv"})
