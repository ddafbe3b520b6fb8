"""The published results of the warehouse, as an analyst reads them."""

from __future__ import annotations

import psycopg

from iru.db import connect
from iru.errors import IruError
from iru.published.compare import Key, Result
from iru.settings import Settings

QUERY = """
select indicator_id, period_key, breakdown, member, numerator, denominator, value
from indicators.fct_indicator_results
"""


def published_results(settings: Settings | None = None) -> dict[Key, Result]:
    """Every row of `indicators.fct_indicator_results`, read as the role analyst.

    Raises IruError when no build has been published.
    """
    with connect("analyst", settings=settings) as connection:
        try:
            rows = connection.execute(QUERY).fetchall()
        except psycopg.errors.UndefinedTable:
            raise IruError(
                "No build has been published yet.",
                where="indicators.fct_indicator_results",
                mend="Run `iru nightly run`.",
            ) from None
    return {Key(*row[:4]): Result(*row[4:]) for row in rows}
