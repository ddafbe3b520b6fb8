"""Write, audit, publish: views over builds, and the way back (D3)."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest
from case_records import clear, run

from iru import ops
from iru.db import connect
from iru.errors import IruError
from iru.warehouse import nothing_to_do, publish, published_build, rollback

EXTRACTED = datetime(2017, 5, 15, 1, tzinfo=UTC)  # 02:00 in London
TABLES = {
    "mart": {"fct_reviews": "select {n} as build, 'R1' as review_id"},
    "lado": {"fct_allegations": "select {n} as build"},
    "indicators": {"fct_indicator_results": "select {n} as build, 682::numeric as value"},
}


@pytest.fixture
def empty(fresh_module):
    """Databases without a table, shared by this module's tests one after another."""
    clear(fresh_module)
    return fresh_module


@pytest.fixture
def warehouse(empty):
    """A warehouse with one load, and no build yet."""
    with connect("pipeline", settings=empty) as connection:
        ops.create(connection)
        connection.execute(
            "insert into ops.loads (as_at, extracted_at, source, changed, status)"
            " values (%(at)s, %(at)s, 'test', true, 'loaded')",
            {"at": EXTRACTED},
        )
    return empty


def build(settings, tables=TABLES, status: str = "audited") -> int:
    """A build as dbt leaves it: schemas of its own, with the tables given as queries."""
    with connect("pipeline", settings=settings) as connection:
        made = ops.open_build(connection, load_id=1, code_fingerprint="of the code")
        for layer, queries in tables.items():
            schema = f"{made.schema_prefix}_{layer}"
            connection.execute(f"create schema {schema}")
            for name, query in queries.items():
                text = query.format(n=made.build_id)
                connection.execute(f"create table {schema}.{name} as {text}")
        ops.close_build(connection, made.build_id, status)
    return made.build_id


def mart(query: str) -> dict:
    """The usual tables, with another query for the one in `mart`."""
    return {**TABLES, "mart": {"fct_reviews": query}}


def shown(settings, role: str = "analyst") -> int:
    return run(settings, "select build from mart.fct_reviews", role)[0][0]


def build_schemas(settings) -> set[str]:
    query = "select distinct left(nspname, 7) from pg_namespace where nspname ~ '^b[0-9]{6}_'"
    return {name for (name,) in run(settings, query, "pipeline")}


def statuses(settings) -> list[str]:
    query = "select status from ops.builds order by build_id"
    return [status for (status,) in run(settings, query, "pipeline")]


def test_a_build_is_shown_to_its_readers(warehouse):
    result = publish(build(warehouse), warehouse)
    assert result == {"build_id": 1, "views": 3, "kept_views": [], "dropped": []}
    assert shown(warehouse, "analyst") == 1
    assert run(warehouse, "select build from lado.fct_allegations", "lado") == [(1,)]


def test_what_is_published(warehouse):
    assert published_build(warehouse) is None
    publish(build(warehouse), warehouse)
    said = published_build(warehouse)
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
def test_a_build_that_was_not_audited_is_not_published(warehouse, status):
    publish(build(warehouse), warehouse)
    second = build(warehouse, status=status)
    with pytest.raises(IruError, match=f"is {status}, not audited"):
        publish(second, warehouse)
    assert shown(warehouse) == 1


def test_a_build_that_does_not_exist(warehouse):
    with pytest.raises(IruError, match="no build 7"):
        publish(7, warehouse)


def test_a_publication_that_fails_half_way_leaves_yesterdays_views_whole(warehouse):
    publish(build(warehouse), warehouse)
    run(warehouse, "create schema own", "pipeline")
    run(
        warehouse,
        "create view own.mine as select value from indicators.fct_indicator_results",
        "pipeline",
    )
    # The mart could follow; the indicators, pointed at after it, cannot.
    broken = {**TABLES, "indicators": {"fct_indicator_results": "select {n} as build"}}
    second = build(warehouse, broken)
    with pytest.raises(IruError) as caught:
        publish(second, warehouse)
    assert "would lose or retype value" in caught.value.what
    assert "own.mine" in caught.value.what
    assert shown(warehouse) == 1
    assert run(warehouse, "select value from own.mine", "pipeline") == [(682,)]
    assert statuses(warehouse) == ["published", "audited"]


def test_views_built_on_published_ones_survive_and_follow(warehouse):
    publish(build(warehouse), warehouse)
    run(warehouse, "create schema own", "pipeline")
    run(warehouse, "create view own.mine as select build from mart.fct_reviews", "pipeline")
    wider = mart("select 'new' as extra, {n} as build, 'R1' as review_id")
    publish(build(warehouse, wider), warehouse)
    assert run(warehouse, "select build from own.mine", "pipeline") == [(2,)]
    # The columns that were there keep their places; the new one comes last.
    assert run(warehouse, "select * from mart.fct_reviews", "analyst") == [(2, "R1", "new")]


def test_a_view_nobody_depends_on_may_lose_and_retype_columns(warehouse):
    publish(build(warehouse), warehouse)
    publish(build(warehouse, mart("select {n}::text as build")), warehouse)
    assert run(warehouse, "select * from mart.fct_reviews", "analyst") == [("2",)]


def test_a_view_no_longer_made_goes_unless_others_depend_on_it(warehouse):
    more = {**TABLES["mart"], "dim_old": "select {n} as build", "dim_used": "select {n} as build"}
    publish(build(warehouse, {**TABLES, "mart": more}), warehouse)
    run(warehouse, "create schema own", "pipeline")
    run(warehouse, "create view own.mine as select build from mart.dim_used", "pipeline")
    for _ in range(4):
        result = publish(build(warehouse), warehouse)
        assert result["kept_views"] == ["mart.dim_used"]
    with pytest.raises(psycopg.errors.UndefinedTable):
        run(warehouse, "select * from mart.dim_old", "analyst")
    assert run(warehouse, "select build from own.mine", "pipeline") == [(1,)]
    # Build 1 is older than the three that are kept, but is still read.
    assert build_schemas(warehouse) == {"b000001", "b000003", "b000004", "b000005"}


def test_the_last_three_published_builds_are_kept(warehouse):
    publish(build(warehouse), warehouse)
    build(warehouse, status="failed")
    for _ in range(3):
        result = publish(build(warehouse), warehouse)
    failed_since = build(warehouse, status="failed")
    assert result["dropped"] == [1]
    assert build_schemas(warehouse) == {"b000003", "b000004", "b000005", "b000006"}
    assert statuses(warehouse)[:5] == [
        "superseded", "failed", "superseded", "superseded", "published",
    ]  # fmt: skip
    publish(build(warehouse), warehouse)
    assert f"b{failed_since:06d}" not in build_schemas(warehouse)
    with pytest.raises(IruError, match="is dropped"):
        publish(1, warehouse)


def test_going_back_one_build_after_another(warehouse):
    for _ in range(3):
        publish(build(warehouse), warehouse)
    assert rollback(warehouse) == {"build_id": 2, "views": 3}
    assert shown(warehouse) == 2
    assert published_build(warehouse)["build_id"] == 2
    assert rollback(warehouse)["build_id"] == 1
    with pytest.raises(IruError, match="no earlier build"):
        rollback(warehouse)
    assert shown(warehouse) == 1
    publish(3, warehouse)  # forward again
    assert shown(warehouse) == 3
    assert statuses(warehouse) == ["superseded", "superseded", "published"]


def test_a_build_without_tables_is_not_published(warehouse):
    publish(build(warehouse), warehouse)
    second = build(warehouse, {})
    with pytest.raises(IruError, match="no tables to publish"):
        publish(second, warehouse)
    assert shown(warehouse) == 1


def test_a_reader_in_mid_query_sees_one_build_or_the_other(warehouse):
    publish(build(warehouse), warehouse)
    second = build(warehouse)
    with connect("analyst", settings=warehouse) as reader:
        # The snapshot was taken before the publication; the view's lock is not.
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        assert reader.execute("select 1").fetchone() == (1,)
        publish(second, warehouse)
        both = reader.execute(
            "select m.build, i.build from mart.fct_reviews as m,"
            " indicators.fct_indicator_results as i"
        ).fetchone()
    assert both == (2, 2)


def test_an_unchanged_night_with_unchanged_code_is_nothing_to_do(warehouse, monkeypatch):
    monkeypatch.setattr("iru.warehouse.code_fingerprint", lambda settings: "of the code")
    assert nothing_to_do(warehouse, 1) is False
    publish(build(warehouse), warehouse)
    assert nothing_to_do(warehouse, 1) is True
    run(
        warehouse,
        "insert into ops.loads (as_at, extracted_at, source, changed, status) select"
        " as_at + make_interval(days => n), as_at, 'test', n = 1, 'loaded'"
        " from ops.loads, generate_series(0, 1) as n",
        "pipeline",
    )
    assert nothing_to_do(warehouse, 2) is True  # the same moment again
    assert nothing_to_do(warehouse, 3) is False
    monkeypatch.setattr("iru.warehouse.code_fingerprint", lambda settings: "of other code")
    assert nothing_to_do(warehouse, 1) is False


def test_a_build_needs_a_load_that_went_well(warehouse):
    run(warehouse, "update ops.loads set status = 'refused'", "pipeline")
    with pytest.raises(IruError, match="Load 1 did not go well"):
        build(warehouse)


def test_results_of_dbt_nodes_are_kept(warehouse):
    number = build(warehouse)
    node = {"unique_id": "model.x", "resource_type": "model", "status": "success", "seconds": 0.5}
    with connect("pipeline", settings=warehouse) as connection:
        ops.record_nodes(connection, number, [node, {**node, "unique_id": "test.y", "rows": 2}])
    query = "select unique_id, rows from ops.dbt_node_results order by 1"
    assert run(warehouse, query, "pipeline") == [("model.x", None), ("test.y", 2)]
