"""After every reporting year: a draft of the annual report."""

from __future__ import annotations

from airflow.sdk import dag
from report_defaults import NOTES, draft, drafts, settings_of

EXAMPLE = "2016-17"
WHAT = """
### What it does
On the 10th working day after 31 March it renders the draft of the annual report of the reporting
year that ended.
"""


@dag(
    schedule=drafts("year", "07:00 on the 10th working day after 31 March"),
    doc_md=WHAT + NOTES.format(kind="year", example=EXAMPLE),
    description="Draft the annual report.",
    **settings_of("annual", "year", EXAMPLE, pattern=r"\d{4}-\d{2}"),
)
def annual_report() -> None:
    draft("annual")


annual_report()
