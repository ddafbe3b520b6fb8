"""Builds: kept, dropped, gone back to, and spared when nothing is new."""

from __future__ import annotations

import pytest
from builds import build, build_schemas, shown, statuses
from case_records import run

from iru import ops
from iru.db import connect
from iru.errors import IruError
from iru.warehouse import nothing_to_do, publish, published_build, rollback


def test_the_last_three_published_builds_are_kept(loaded):
    publish(build(loaded), loaded)
    build(loaded, status="failed")
    for _ in range(3):
        result = publish(build(loaded), loaded)
    failed_since = build(loaded, status="failed")
    assert result["dropped"] == [1]
    assert build_schemas(loaded) == {"b000003", "b000004", "b000005", "b000006"}
    assert statuses(loaded)[:5] == [
        "superseded", "failed", "superseded", "superseded", "published",
    ]  # fmt: skip
    publish(build(loaded), loaded)
    assert f"b{failed_since:06d}" not in build_schemas(loaded)
    with pytest.raises(IruError, match="is dropped"):
        publish(1, loaded)


def test_going_back_one_build_after_another(loaded):
    for _ in range(3):
        publish(build(loaded), loaded)
    assert rollback(loaded) == {"build_id": 2, "views": 3}
    assert shown(loaded) == 2
    assert published_build(loaded)["build_id"] == 2
    assert rollback(loaded)["build_id"] == 1
    with pytest.raises(IruError, match="no earlier build"):
        rollback(loaded)
    assert shown(loaded) == 1
    publish(3, loaded)  # forward again
    assert shown(loaded) == 3
    assert statuses(loaded) == ["superseded", "superseded", "published"]


def test_an_unchanged_night_with_unchanged_code_is_nothing_to_do(loaded, monkeypatch):
    monkeypatch.setattr("iru.warehouse.code_fingerprint", lambda settings: "of the code")
    assert nothing_to_do(loaded, 1) is False
    publish(build(loaded), loaded)
    assert nothing_to_do(loaded, 1) is True
    run(
        loaded,
        "insert into ops.loads (as_at, extracted_at, source, changed, status) select"
        " as_at + make_interval(days => n), as_at, 'test', n = 1, 'loaded'"
        " from ops.loads, generate_series(0, 1) as n",
        "pipeline",
    )
    assert nothing_to_do(loaded, 2) is True  # the same moment again
    assert nothing_to_do(loaded, 3) is False
    monkeypatch.setattr("iru.warehouse.code_fingerprint", lambda settings: "of other code")
    assert nothing_to_do(loaded, 1) is False


def test_a_build_needs_a_load_that_went_well(loaded):
    run(loaded, "update ops.loads set status = 'refused'", "pipeline")
    with pytest.raises(IruError, match="Load 1 did not go well"):
        build(loaded)


def test_results_of_dbt_nodes_are_kept(loaded):
    number = build(loaded)
    node = {"unique_id": "model.x", "resource_type": "model", "status": "success", "seconds": 0.5}
    with connect("pipeline", settings=loaded) as connection:
        ops.record_nodes(connection, number, [node, {**node, "unique_id": "test.y", "rows": 2}])
    query = "select unique_id, rows from ops.dbt_node_results order by 1"
    assert run(loaded, query, "pipeline") == [("model.x", None), ("test.y", 2)]
