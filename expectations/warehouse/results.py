"""Indicator results: impossible figures stop the night."""

from iru.quality.check import Structural

RESULTS = {"table": "fct_indicator_results"}

CHECKS = [
    Structural(
        **RESULTS,
        id="DQ-REP-01",
        message="A percentage lies outside 0 to 100, or a result counts fewer than nothing.",
        mend="Look at the indicator's numerator and denominator in the registry.",
        sql="""
        select distinct results.indicator_id as what, results.period_type, results.period_key,
            results.breakdown, results.member
        from {fct_indicator_results} as results
        join {dim_indicators} as indicators on indicators.indicator_id = results.indicator_id
        where results.numerator < 0 or results.denominator < 0
            or (
                indicators.kind = 'percentage'
                and (
                    results.numerator > results.denominator
                    or (results.value not between 0 and 100)
                )
            )""",
        shows="what",
    ),
    Structural(
        **RESULTS,
        id="parts and whole",
        message="The parts of a breakdown do not add up to the whole.",
        mend="A member is missing from dim_indicator_members, or a fact counts a record twice.",
        sql="""
        select whole.indicator_id as what, whole.period_type, whole.period_key, parts.breakdown
        from {fct_indicator_results} as whole
        -- A mean over a quarter is a mean of month ends, so its parts need not add up.
        join {dim_indicators} as indicators
            on indicators.indicator_id = whole.indicator_id
            and indicators.kind in ('count', 'sum', 'percentage')
        join (
            select indicator_id, period_type, period_key, breakdown, sum(numerator) as numerator
            from {fct_indicator_results} as results
            where breakdown <> 'all'
            group by 1, 2, 3, 4
        ) as parts
            on parts.indicator_id = whole.indicator_id
            and parts.period_type = whole.period_type
            and parts.period_key = whole.period_key
        -- Where one of the parts is the headline, the others stand beside it.
        join {int_indicator_rows} as reads
            on reads.indicator_id = whole.indicator_id and reads.headline is null
        where whole.breakdown = 'all' and parts.numerator <> whole.numerator""",
        shows="what",
    ),
    Structural(
        **RESULTS,
        id="every period",
        message="An indicator has no result for a period that is complete.",
        mend="Look at int_indicator_frame: it must hold each indicator for each of its periods.",
        sql="""
        select indicators.indicator_id as what, periods.period_type, periods.period_key
        from {dim_indicators} as indicators
        join {dim_period} as periods
            on periods.is_complete
            and periods.period_type = any(string_to_array(indicators.period_types, ', '))
        where not exists (
            select 1
            from {fct_indicator_results} as results
            where results.indicator_id = indicators.indicator_id
                and results.period_type = periods.period_type
                and results.period_key = periods.period_key
                and results.breakdown = 'all'
        )""",
        shows="what",
    ),
    Structural(
        **RESULTS,
        id="period not over",
        message="There is a result for a period that is not over yet.",
        mend="Results are for complete periods only; look at dim_period.is_complete.",
        sql="""
        select indicator_id as what
        from {fct_indicator_results} as results
        where period_end > {data_as_at}""",
        shows="what",
    ),
]
