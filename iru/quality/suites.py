"""Great Expectations suites made from checks, and their run.

Only `iru.quality.run_suites` imports this, in a process of its own: the import takes seven
seconds. The context is ephemeral: no Data Docs, no files, no usage statistics. No record, and no
value of a record, ever enters this process: each expectation is counted inside PostgreSQL.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read while Great Expectations is imported

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.compatibility import pydantic

from iru.quality.check import STOP, Check, Gap

URL_VARIABLE = "IRU_QUALITY_DATABASE_URL"
# Errors of the check itself: PostgreSQL's sentence names columns and tables, never a value.
SAFE_TO_QUOTE = ("UndefinedColumn", "UndefinedTable", "UndefinedFunction", "SyntaxError")


class ExpectNoSuchRecords(gxe.UnexpectedRowsExpectation):
    """The query gives no rows. Unlike its parent it fetches none: it counts them."""

    metric_dependencies: ClassVar = ("unexpected_rows_query.row_count",)

    @pydantic.validator("unexpected_rows_query")
    def _validate_query(cls, query: str) -> str:
        # The parent prints advice about its {batch} for each query; these name their own tables.
        return query

    def _validate(self, metrics, runtime_configuration=None, execution_engine=None) -> dict:
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"observed_value": count}}


@dataclass(frozen=True)
class Outcome:
    """One check's answer: how many records are at fault (None: it could not be run)."""

    suite: str
    check: Check
    query: str
    count: int | None
    seconds: float
    problem: str = ""


def suite_of(name: str, queries: Iterable[tuple[Check, str]]) -> gx.ExpectationSuite:
    """A suite of (check, rendered query) pairs; what a check says of itself goes into `meta`."""
    expectations = [_expectation(check, query) for check, query in queries]
    return gx.ExpectationSuite(name=name, expectations=expectations)


def _expectation(check: Check, query: str) -> ExpectNoSuchRecords:
    about = {"id": check.id, "message": check.message, "severity": check.severity}
    if isinstance(check, Gap):
        about |= {
            "entity": check.entity,
            "table": check.table,
            "role": check.role,
            "why": check.why,
            "indicators": list(check.indicators),
        }
    return ExpectNoSuchRecords(
        unexpected_rows_query=query.replace("{", "{{").replace("}", "}}"),
        description=check.message,
        meta=about,
        severity={STOP: "critical", "I": "info"}.get(check.severity, "warning"),
    )


def open_batch(database_url: str):
    """A batch through which queries reach the warehouse; the URL stays out of every config."""
    os.environ[URL_VARIABLE] = database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = {"globally": False}
    context.variables.data_docs_sites = {}
    source = context.data_sources.add_postgres(
        "warehouse", connection_string="${" + URL_VARIABLE + "}"
    )
    asset = source.add_query_asset("warehouse", query="select 1 as warehouse")
    return asset.add_batch_definition_whole_table("whole").get_batch()


def run(
    batch, suite: gx.ExpectationSuite, checks: Iterable[tuple[Check, str]]
) -> Iterator[Outcome]:
    """Each expectation of the suite in turn, with its own time."""
    for expectation, (check, query) in zip(suite.expectations, checks, strict=True):
        started = time.monotonic()
        result = batch.validate(expectation, result_format="BASIC")
        seconds = time.monotonic() - started
        count = result.result.get("observed_value")
        problem = "" if count is not None else _problem(result.exception_info)
        yield Outcome(suite.name, check, query, count, seconds, problem)


def _problem(exception_info: dict) -> str:
    """What kept a check from running, without any value of a record."""
    texts = [str(exception_info.get("exception_message") or "")]
    texts += [
        str(part.get("exception_message") or "")
        for part in exception_info.values()
        if isinstance(part, dict)
    ]
    found = re.search(r"psycopg\.errors\.(\w+)\) ([^\n]*)", " ".join(texts))
    if not found:
        return "it failed inside Great Expectations"
    kind, sentence = found.groups()
    return f"{kind}: {sentence}" if kind in SAFE_TO_QUOTE else kind
