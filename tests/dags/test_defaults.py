"""What a failing task does: stop or try again, and what the operator is told."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.exceptions import AirflowFailException
from airflow.sdk.exceptions import ParamValidationError
from dag_defaults import failed, late, step

from iru import alerts
from iru.db import NotReachable
from iru.errors import IruError
from iru.settings import PROJECT, Settings


@pytest.fixture
def told(tmp_path, monkeypatch) -> callable:
    """Alerts go to a folder of the test's own; returns the newest as a dictionary."""
    monkeypatch.setattr(alerts, "current_settings", lambda: Settings(state=tmp_path))
    path = tmp_path / "alerts" / "alerts.jsonl"
    return lambda: json.loads(path.read_text().splitlines()[-1])


TASK = SimpleNamespace(dag_id="nightly_refresh", task_id="check_raw", run_id="r1", try_number=2)


def test_what_only_a_person_can_mend_is_not_tried_again():
    @step
    def broken() -> None:
        raise IruError("A key is there twice.", where="ssd_person")

    with pytest.raises(AirflowFailException, match=r"A key is there twice\.\n  where: ssd_person"):
        broken()


@pytest.mark.parametrize("error", [NotReachable("No connection."), OSError("disk")])
def test_what_may_pass_is_tried_again(error):
    @step
    def unlucky() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        unlucky()
    assert not isinstance(caught.value, AirflowFailException)


def test_the_operator_is_told_which_task_and_what_to_do(told):
    failed({"task_instance": TASK, "exception": AirflowFailException("A key is there twice.")})
    alert = told()
    assert alert["kind"] == "task failed"
    assert (alert["dag"], alert["task"], alert["run"]) == ("nightly_refresh", "check_raw", "r1")
    assert alert["error"] == "A key is there twice."
    assert "clear the task" in alert["mend"]


def test_of_an_unforeseen_error_only_its_kind_is_told(told):
    failed({"task_instance": TASK, "exception": ValueError("Nobody Inparticular")})
    assert told()["error"] == "ValueError"


def test_a_late_run_is_told(told):
    late(context={"dag_run": {"dag_id": "nightly_refresh", "dag_run_id": "scheduled__1"}})
    alert = told()
    assert (alert["kind"], alert["dag"], alert["run"]) == (
        "run late", "nightly_refresh", "scheduled__1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("quarterly_report", ["2016-17-Q4", ""], ["2016-17", "2016-17-Q5", "last", "x2016-17-Q4"]),
        ("annual_report", ["2016-17", ""], ["2016", "2016-17-Q4", "2016-17 "]),
    ],
)
def test_the_period_given_by_hand_is_checked(name, right, wrong):
    params = DagBag(dag_folder=str(PROJECT / "dags")).dags[name].params
    period = params.get_param("period")
    assert period.resolve() is None
    for text in right:
        assert period.resolve(text) == text
    for text in wrong:
        with pytest.raises(ParamValidationError):
            period.resolve(text)
