"""What is read of a dbt run: its progress, its results, and why it failed."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iru import dbt_environment, transform
from iru.ops import Build
from iru.settings import Settings

NODE = {
    "unique_id": "model.iru.dim_child",
    "status": "success",
    "execution_time": 0.12345,
    "failures": None,
    "adapter_response": {"rows_affected": 7},
    "message": "SELECT 7",
}


@pytest.fixture
def results(tmp_path: Path):
    """Writes a run_results.json with nodes that differ from NODE as said."""

    def write(*changes: dict) -> Path:
        path = tmp_path / "run_results.json"
        path.write_text(json.dumps({"results": [{**NODE, **change} for change in changes]}))
        return path

    return write


def test_nodes_keep_counts_and_never_a_message(results):
    failed_test = {
        "unique_id": "test.iru.relationships_fct.0123",
        "status": "fail",
        "failures": 3,
        "adapter_response": {},
        "message": "Got 3 results, configured to fail if != 0",
    }
    broken = {"status": "error", "message": "Database Error in model x\n  value of a record"}
    nodes = transform._nodes(results({}, failed_test, broken))
    assert [node["rows"] for node in nodes] == [7, 3, 7]
    assert [node["resource_type"] for node in nodes] == ["model", "test", "model"]
    assert [node["message_code"] for node in nodes] == [None, "test_failed", "database_error"]
    assert nodes[0]["seconds"] == 0.123
    assert "value of a record" not in json.dumps(nodes)


def test_no_results_file_is_no_nodes(tmp_path):
    assert transform._nodes(tmp_path / "run_results.json") == []


def test_progress_counts_finished_nodes(capsys):
    said = """10:00:01  Running with dbt
10:00:02  1 of 3 START sql view model
10:00:03  1 of 3 OK created sql view model
10:00:03  2 of 3 START test
10:00:04  2 of 3 FAIL 3 test
10:00:04  3 of 3 SKIP relation
10:00:05  Done.
"""
    transform._show(io.StringIO(said))
    assert "Building the warehouse: 3 of 3" in capsys.readouterr().err


def test_a_failure_names_nodes_and_log(tmp_path):
    settings = Settings(state=tmp_path)
    nodes = [
        {"unique_id": f"model.iru.m{n}", "resource_type": "model", "status": "error"}
        for n in range(7)
    ]
    error = transform._failure(settings, nodes)
    assert "m0, m1, m2, m3, m4 and 2 more" in error.what
    assert str(dbt_environment.log_file(settings)) in error.mend
    assert "before it had built anything" in transform._failure(settings, []).what


def test_dbt_is_told_of_the_build_by_its_environment(server):
    known_at = datetime(2017, 4, 10, 1, tzinfo=UTC)
    build = Build(12, 3, known_at, None, "b000012", "building")
    told = dbt_environment.environment(server, build)
    assert told["IRU_KNOWN_AT"] == "2017-04-10T01:00:00+00:00"
    assert told["IRU_BUILD_SCHEMA"] == "b000012"
    assert told["IRU_DBT_SCHEMA"] == "building"
    assert told["IRU_DBT_USER"] == "iru_pipeline"
    assert "IRU_KNOWN_AT" not in dbt_environment.environment(server)
    # The password goes by the environment, whose name makes dbt hide it, and never by argument.
    assert told["DBT_ENV_SECRET_PASSWORD"]
    assert told["DBT_ENV_SECRET_PASSWORD"] not in " ".join(dbt_environment.command(server, "build"))
