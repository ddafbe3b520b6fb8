-- How each indicator reads its fact, as the SQL that its results are computed by: what a trace
-- from a figure back to its rows runs again. Facts and models stand without their schemas.
{%- set registry = indicator_registry() %}
select *
from (
    values
    {%- for indicator in registry %}
        (
            {{ sql_text(indicator.id) }}, {{ sql_text(indicator.fact) }}, {{ sql_text(indicator.date) }},
            {{ sql_text(indicator.when) }},
            {{ sql_text(fact_rows_by_period(indicator.fact, 'int_period_days', indicator.date, indicator.when)) }},
            {{ sql_text(indicator_measure(indicator, 'numerator')) }},
            {{ sql_text(indicator_measure(indicator, 'headline') if indicator.headline else none) }}::text,
            {{ sql_text(indicator_measure(indicator, 'denominator')) }},
            {{ sql_text(indicator_measure(indicator, 'excluded')) }},
            {{ sql_text(indicator.excluded or none) }}::text,
            jsonb_build_object(
            {%- for breakdown, column in indicator.breakdowns.items() %}
                '{{ breakdown }}', {{ sql_text(recorded_member(column)) }}{{ ',' if not loop.last }}
            {%- endfor %})
        ){{ ',' if not loop.last }}
    {%- endfor %}
) as registry (
    indicator_id, fact, date_column, counted, fact_rows, numerator, headline, denominator, excluded,
    excluded_condition, breakdowns
)
