"""Write, audit, publish: views over builds, and the way back (D3)."""

from __future__ import annotations

from datetime import datetime

import psycopg
import pytest
from builds import EXTRACTED, TABLES, build, build_schemas, mart, shown, statuses
from case_records import run

from iru.db import connect
from iru.errors import IruError
from iru.warehouse import publish, published_build


def test_a_build_is_shown_to_its_readers(loaded):
    result = publish(build(loaded), loaded)
    assert result == {"build_id": 1, "views": 3, "kept_views": [], "dropped": []}
    assert shown(loaded, "analyst") == 1
    assert run(loaded, "select build from lado.fct_allegations", "lado") == [(1,)]


def test_what_is_published(loaded):
    assert published_build(loaded) is None
    publish(build(loaded), loaded)
    said = published_build(loaded)
    assert said.pop("published_at") > EXTRACTED
    assert said == {
        "build_id": 1,
        "load_id": 1,
        "known_at": EXTRACTED,
        "code_fingerprint": "of the code",
        "schema_prefix": "b000001",
        "data_as_at": datetime(2017, 5, 14).date(),
    }


def test_nothing_is_published_before_the_first_load(empty):
    assert published_build(empty) is None


@pytest.mark.parametrize("status", ["building", "built", "failed"])
def test_a_build_that_was_not_audited_is_not_published(loaded, status):
    publish(build(loaded), loaded)
    second = build(loaded, status=status)
    with pytest.raises(IruError, match=f"is {status}, not audited"):
        publish(second, loaded)
    assert shown(loaded) == 1


def test_a_build_that_does_not_exist(loaded):
    with pytest.raises(IruError, match="no build 7"):
        publish(7, loaded)


def test_a_publication_that_fails_half_way_leaves_yesterdays_views_whole(loaded):
    publish(build(loaded), loaded)
    run(loaded, "create schema own", "pipeline")
    run(
        loaded,
        "create view own.mine as select value from indicators.fct_indicator_results",
        "pipeline",
    )
    # The mart could follow; the indicators, pointed at after it, cannot.
    broken = {**TABLES, "indicators": {"fct_indicator_results": "select {n} as build"}}
    second = build(loaded, broken)
    with pytest.raises(IruError) as caught:
        publish(second, loaded)
    assert "would lose or retype value" in caught.value.what
    assert "own.mine" in caught.value.what
    assert shown(loaded) == 1
    assert run(loaded, "select value from own.mine", "pipeline") == [(682,)]
    assert statuses(loaded) == ["published", "audited"]


def test_views_built_on_published_ones_survive_and_follow(loaded):
    publish(build(loaded), loaded)
    run(loaded, "create schema own", "pipeline")
    run(loaded, "create view own.mine as select build from mart.fct_reviews", "pipeline")
    wider = mart("select 'new' as extra, {n} as build, 'R1' as review_id")
    publish(build(loaded, wider), loaded)
    assert run(loaded, "select build from own.mine", "pipeline") == [(2,)]
    # The columns that were there keep their places; the new one comes last.
    assert run(loaded, "select * from mart.fct_reviews", "analyst") == [(2, "R1", "new")]


def test_a_view_nobody_depends_on_may_lose_and_retype_columns(loaded):
    publish(build(loaded), loaded)
    publish(build(loaded, mart("select {n}::text as build")), loaded)
    assert run(loaded, "select * from mart.fct_reviews", "analyst") == [("2",)]


def test_a_view_no_longer_made_goes_unless_others_depend_on_it(loaded):
    more = {**TABLES["mart"], "dim_old": "select {n} as build", "dim_used": "select {n} as build"}
    publish(build(loaded, {**TABLES, "mart": more}), loaded)
    run(loaded, "create schema own", "pipeline")
    run(loaded, "create view own.mine as select build from mart.dim_used", "pipeline")
    for _ in range(4):
        result = publish(build(loaded), loaded)
        assert result["kept_views"] == ["mart.dim_used"]
    with pytest.raises(psycopg.errors.UndefinedTable):
        run(loaded, "select * from mart.dim_old", "analyst")
    assert run(loaded, "select build from own.mine", "pipeline") == [(1,)]
    # Build 1 is older than the three that are kept, but is still read.
    assert build_schemas(loaded) == {"b000001", "b000003", "b000004", "b000005"}


def test_a_build_without_tables_is_not_published(loaded):
    publish(build(loaded), loaded)
    second = build(loaded, {})
    with pytest.raises(IruError, match="no tables to publish"):
        publish(second, loaded)
    assert shown(loaded) == 1


def test_a_reader_in_mid_query_sees_one_build_or_the_other(loaded):
    publish(build(loaded), loaded)
    second = build(loaded)
    with connect("analyst", settings=loaded) as reader:
        # The snapshot was taken before the publication; the view's lock is not.
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        assert reader.execute("select 1").fetchone() == (1,)
        publish(second, loaded)
        both = reader.execute(
            "select m.build, i.build from mart.fct_reviews as m,"
            " indicators.fct_indicator_results as i"
        ).fetchone()
    assert both == (2, 2)
