-- The index of what must exist: no indicator and no period disappears.
select indicators.indicator_id, periods.period_type, periods.period_key
from {{ ref('int_indicators') }} as indicators
inner join {{ ref('dim_period') }} as periods
    on periods.is_complete
    and periods.period_type = any(indicators.period_types)
left join {{ ref('fct_indicator_results') }} as results
    on results.indicator_id = indicators.indicator_id
    and results.period_type = periods.period_type
    and results.period_key = periods.period_key
    and results.breakdown = 'all'
where results.indicator_id is null
