"""Every DAG is read, survives serialization, and keeps the rules of the house."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.encoders import coerce_to_core_timetable
from airflow.serialization.serialized_objects import DagSerialization

from iru.settings import PROJECT

DAGS = PROJECT / "dags"
CHAINS = {
    "nightly_refresh": [
        "extract", "something_new", "check_raw", "build", "check_warehouse", "publish", "worklists",
    ],
    "quarterly_report": ["choose_period", "render"],
    "annual_report": ["choose_period", "render"],
}  # fmt: skip


@pytest.fixture(scope="module")
def bag() -> DagBag:
    return DagBag(dag_folder=str(DAGS))


def test_every_file_is_read(bag):
    assert bag.import_errors == {}
    assert set(bag.dags) == set(CHAINS)


@pytest.mark.parametrize("name", CHAINS)
def test_a_dag_survives_serialization(bag, name):
    """Catches what an import does not: a timetable or a callback that cannot be written down."""
    stored = DagSerialization.serialize_dag(bag.dags[name])
    again = DagSerialization.deserialize_dag(stored)
    assert again.dag_id == name
    assert set(again.task_dict) == set(CHAINS[name])
    wanted = coerce_to_core_timetable(bag.dags[name].timetable)
    assert again.timetable.serialize() == wanted.serialize()


@pytest.mark.parametrize("name", CHAINS)
def test_the_tasks_follow_one_another(bag, name):
    order = [task.task_id for task in bag.dags[name].topological_sort()]
    assert order == CHAINS[name]
    for earlier, later in pairwise(order):
        assert earlier in bag.dags[name].task_dict[later].get_flat_relative_ids(upstream=True)


@pytest.mark.parametrize("name", CHAINS)
def test_the_rules_of_the_house(bag, name):
    dag = bag.dags[name]
    assert dag.owner == "IRU data team"
    assert dag.tags and dag.description
    assert "failed" in dag.doc_md and "clear" in dag.doc_md  # what to do at 2 a.m.
    assert dag.max_active_runs == 1 and dag.catchup is False
    assert dag.deadline
    for task in dag.tasks:
        assert task.retries >= 1
        assert task.retry_exponential_backoff > 1
        assert task.retry_delay >= timedelta(minutes=1)
        assert task.execution_timeout
        assert task.on_failure_callback


@pytest.mark.parametrize("name", CHAINS)
def test_the_notes_name_only_tasks_that_exist(bag, name):
    notes = bag.dags[name].doc_md
    named = {line.split("`")[1] for line in notes.splitlines() if line.startswith("- `")}
    assert named and named <= set(CHAINS[name])


@pytest.mark.parametrize("path", sorted(DAGS.glob("*.py")), ids=lambda path: path.name)
def test_a_dag_file_is_wiring_only(path):
    text = path.read_text()
    assert len(text.splitlines()) < 80
    assert "select " not in text and "psycopg" not in text


def test_files_that_hold_no_dag_are_not_read_as_one():
    ignored = set((DAGS / ".airflowignore").read_text().split())
    assert ignored == {path.name for path in DAGS.glob("*.py")} - {f"{name}.py" for name in CHAINS}
