"""What may not be loaded is refused, with raw as it was and no value of a record told."""

from __future__ import annotations

import pytest
from case_records import (
    current,
    last_load,
    make_case_system,
    put,
    row,
    run,
    set_clock,
    versions,
    write_files,
)

from iru.db import connect
from iru.errors import IruError
from iru.extract import extract
from iru.settings import load_settings

CHILDREN, CLOCK = "ssd_person", "iru_extract_status"
REVIEWS = "ssd_cla_reviews"
SECOND_NIGHT = "2017-05-16 02:00+01"


def test_an_older_extract_is_refused(hamlet):
    extract(hamlet)
    before = versions(hamlet)
    set_clock(hamlet, "2017-05-14 02:00+01")
    with pytest.raises(IruError, match="older than the newest load"):
        extract(hamlet)
    assert versions(hamlet) == before
    assert last_load(hamlet)[:2] == ("refused", False)


def test_an_extract_from_the_future_is_refused(hamlet):
    set_clock(hamlet, "2999-01-01 02:00+00")
    with pytest.raises(IruError, match="in the future"):
        extract(hamlet)


def test_missing_tables_and_columns_are_all_named_before_raw_is_touched(hamlet):
    run(hamlet, "drop table iru_venues")
    run(hamlet, "alter table ssd_person drop column pers_sex")
    with pytest.raises(IruError) as caught:
        extract(hamlet)
    assert "the table iru_venues" in caught.value.what
    assert "ssd_person.pers_sex" in caught.value.what
    assert run(hamlet, "select 1 from pg_tables where schemaname = 'raw'", "pipeline") == []
    assert last_load(hamlet)[0] == "refused"


def test_a_table_that_shrinks_too_far_is_refused_unless_accepted(hamlet):
    run(
        hamlet,
        "insert into ssd_cla_reviews (clar_cla_review_id, clar_cla_person_id)"
        " select 'S' || g, 'P1' from generate_series(1, 99) as g",
    )  # with R1: a hundred
    extract(hamlet)
    run(hamlet, "delete from ssd_cla_reviews where clar_cla_review_id like 'S1%'")  # 11 of them
    set_clock(hamlet, SECOND_NIGHT)
    assert extract(hamlet)["rows_closed"] == 12
    run(hamlet, "delete from ssd_cla_reviews where clar_cla_review_id ~ 'S[2-4].*'")  # 33
    set_clock(hamlet, "2017-05-17 02:00+01")
    with pytest.raises(IruError) as caught:
        extract(hamlet)
    assert "ssd_cla_reviews: 89 → 56 rows" in caught.value.what
    assert "--accept-shrink ssd_cla_reviews" in caught.value.mend
    assert len(current(hamlet, "raw.ssd_cla_reviews", "1")) == 89
    assert extract(hamlet, accept_shrink=["ssd_cla_reviews"])["rows_closed"] == 34
    query = "select accepted_shrink from ops.loads order by load_id desc limit 1"
    assert run(hamlet, query, "pipeline") == [(["ssd_cla_reviews"],)]


def test_a_small_table_may_shrink(hamlet):
    extract(hamlet)
    run(hamlet, "delete from ssd_cla_reviews")
    assert extract(hamlet)["rows_closed"] == 1


def test_an_empty_extract_is_refused(empty):
    make_case_system(empty)
    with pytest.raises(IruError, match="no table has a row"):
        extract(empty)


def test_accepting_the_shrinking_of_an_unknown_table_is_refused(hamlet):
    with pytest.raises(IruError, match="no table 'ssd_persons'"):
        extract(hamlet, accept_shrink=["ssd_persons"])


def test_a_key_that_occurs_twice_is_refused_without_it(hamlet):
    run(hamlet, "alter table ssd_person drop constraint ssd_person_pkey")
    put(hamlet, row(CHILDREN, pers_person_id="P1"), CHILDREN)
    with pytest.raises(IruError) as caught:
        extract(hamlet)
    assert caught.value.what == "1 keys occur more than once, in 2 rows."
    assert "P1" not in caught.value.message()
    assert last_load(hamlet)[0] == "refused"


def test_only_one_load_runs_at_a_time(hamlet):
    with connect("pipeline", settings=hamlet) as other:
        other.execute("select pg_advisory_lock(hashtext('iru.load'))")
        with pytest.raises(IruError, match="Another load is running"):
            extract(hamlet)
    assert extract(hamlet)["changed"] is True


def test_a_fault_of_the_database_is_told_without_values(hamlet):
    extract(hamlet)
    run(hamlet, "alter table raw.ssd_person add check (pers_forename <> 'Yvonne')", "pipeline")
    run(hamlet, "update ssd_person set pers_forename = 'Yvonne' where pers_person_id = 'P1'")
    set_clock(hamlet, SECOND_NIGHT)
    with pytest.raises(IruError) as caught:
        extract(hamlet)
    assert "CheckViolation" in caught.value.what
    assert "Yvonne" not in caught.value.message()
    assert last_load(hamlet)[0] == "failed"


def test_another_pseudonym_key_stops_the_load(hamlet):
    extract(hamlet)
    run(hamlet, "update ops.pseudonym_keys set fingerprint = 'of another key'", "pipeline")
    with pytest.raises(IruError, match="is not the one raw was loaded with"):
        extract(hamlet)


def test_a_folder_without_a_clock_is_refused(empty, tmp_path):
    write_files(tmp_path, {})
    (tmp_path / f"{CLOCK}.csv").unlink()
    settings = empty.with_(source="csv", source_folder=tmp_path)
    with pytest.raises(IruError, match=f"the table {CLOCK}"):
        extract(settings)


def test_a_csv_source_needs_a_folder():
    with pytest.raises(IruError, match="no folder is named"):
        load_settings({"IRU_SOURCE": "csv"})
