import json
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from iru.alerts import DatabaseError, guarded, last_alert, raise_alert, shortened, without_data
from iru.db import connect
from iru.errors import IruError
from iru.settings import Settings

NAME = "Nobody Inparticular"


def test_an_alert_is_a_line_of_json(tmp_path):
    settings = Settings(state=tmp_path)
    raise_alert("task failed", settings, dag="nightly_refresh", task="build", error="it broke")
    path = raise_alert("run late", settings, dag="nightly_refresh", run="manual__1")
    first, second = (json.loads(line) for line in path.read_text().splitlines())
    assert (first["kind"], first["task"]) == ("task failed", "build")
    assert (second["kind"], second["run"]) == ("run late", "manual__1")
    assert first["at"].endswith("+00:00")


def test_the_last_alert_in_words(tmp_path):
    settings = Settings(state=tmp_path)
    began = datetime.now(UTC)
    assert last_alert(began, settings) == ""
    raise_alert("task failed", settings, task="build", error="it broke")
    assert last_alert(began, settings) == "task failed: build\nit broke\n"
    assert last_alert(began + timedelta(minutes=1), settings) == ""  # it was another run's
    raise_alert("task failed", settings, dag="annual_report", task="render", error="so did I")
    raise_alert("task failed", settings, dag="nightly_refresh", task="extract", error="and I")
    assert last_alert(began, settings, dag="annual_report") == "task failed: render\nso did I\n"
    assert last_alert(began, settings, dag="quarterly_report") == ""


def test_a_database_error_loses_the_value_it_quotes(server):
    @guarded
    def step() -> None:
        with connect("admin", "postgres", server) as admin:
            admin.execute("select %s::date", (NAME,))

    with pytest.raises(DatabaseError) as caught:
        step()
    assert str(caught.value) == "InvalidDatetimeFormat (22007)"
    # Nor can a traceback lead back to it.
    assert caught.value.__cause__ is None and caught.value.__context__ is None


def test_table_and_column_are_said(server):
    @guarded
    def step() -> None:
        with connect("admin", "postgres", server) as admin:
            admin.execute("create temporary table child (name text not null, born date)")
            admin.execute("insert into child (born) values ('2010-01-01')")

    with pytest.raises(DatabaseError, match=r"NotNullViolation \(23502\) pg_temp_\d+\.child\.name"):
        step()


def test_other_errors_pass_as_they_are():
    @guarded
    def step() -> None:
        raise IruError("The extract is empty.")

    with pytest.raises(IruError):
        step()


def test_what_may_be_said_of_an_error():
    assert without_data(IruError("Empty.", mend="Ask.")) == "Empty.\n  mend:  Ask."
    assert without_data(ValueError(NAME)) == "ValueError"
    assert without_data(psycopg.OperationalError(NAME)) == "OperationalError (no code)"


def test_a_long_list_is_shortened_and_keeps_its_end():
    text = "\n".join(["It lacks:", *(f"  table {n}" for n in range(50)), "  mend:  Supply them."])
    short = shortened(text).splitlines()
    assert len(short) == 13
    assert short[0] == "It lacks:" and short[-1] == "  mend:  Supply them."
    assert short[9] == "  … 40 lines more …"
    assert shortened("one\ntwo") == "one\ntwo"
