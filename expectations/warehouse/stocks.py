"""Stocks and flows must agree: who was there, plus who came, less who went, is who is there.

The stock is counted at month ends from episodes and recorded plans, the flows from the spells
made of them: two ways through the warehouse that must meet.
"""

from iru.quality.check import Structural


def _identity(
    name: str, message: str, stock: str, counted: str, spells: str, kept: str
) -> Structural:
    return Structural(
        id=name,
        table=stock,
        message=message,
        mend=f"Compare {stock} with {spells}, child by child, in the months named.",
        sql=f"""
        with stocks as (
            select month_end, month_key, count(*) as closing
            from {{{stock}}} as stock
            where {counted}
            group by 1, 2
        ),
        months as (
            select calendar.month_end, calendar.month_key, coalesce(stocks.closing, 0) as closing,
                lag(coalesce(stocks.closing, 0)) over (order by calendar.month_end) as opening
            from {{int_month_ends}} as calendar
            left join stocks on stocks.month_end = calendar.month_end
            where calendar.month_end <= {{data_as_at}}
        ),
        flows as (
            select to_char(day, 'YYYY-MM') as month_key, sum(step) as net
            from {{{spells}}} as spells
            cross join lateral (values (start_date, 1), (end_date, -1)) as steps (day, step)
            where {kept}
            group by 1
        )
        select months.month_key as what
        from months
        left join flows on flows.month_key = months.month_key
        where months.opening + coalesce(flows.net, 0) <> months.closing""",
        shows="what",
    )


CHECKS = [
    _identity(
        "stock of looked-after children",
        "In a month, children looked after at its start, plus periods of care begun, less those "
        "ended, are not the children looked after at its end.",
        stock="fct_looked_after_monthly",
        # Those of 18 or over are left out of the figures, yet their period of care is still open.
        counted="exclusion_reason is null or exclusion_reason = 'aged_18_or_over'",
        spells="fct_periods_of_care",
        kept="exclusion_reason is null",
    ),
    _identity(
        "stock of children on plans",
        "In a month, children on a plan at its start, plus plans begun, less plans ended, are "
        "not the children on a plan at its end.",
        stock="fct_child_protection_monthly",
        counted="true",
        spells="fct_child_protection_plans",
        kept="true",
    ),
]
