"""After every quarter: a draft of the quarterly report."""

from __future__ import annotations

from airflow.sdk import dag
from report_defaults import NOTES, draft, drafts, settings_of

EXAMPLE = "2016-17-Q4"
WHAT = """
### What it does
On the 5th working day after a quarter's end it renders the draft of the quarterly report, which
is due out within 20 working days of the quarter's end.
"""


@dag(
    schedule=drafts("quarter", "07:00 on the 5th working day after each quarter"),
    doc_md=WHAT + NOTES.format(kind="quarter", example=EXAMPLE),
    description="Draft the quarterly report.",
    **settings_of("quarterly", "quarter", EXAMPLE, pattern=r"\d{4}-\d{2}-Q[1-4]"),
)
def quarterly_report() -> None:
    draft("quarterly")


quarterly_report()
