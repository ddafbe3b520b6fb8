-- Nothing that was counted may be lost for want of a row to stand in.
select counted.indicator_id, counted.period_type, counted.period_key, counted.breakdown, counted.member
from {{ ref('int_indicator_counts') }} as counted
inner join {{ ref('int_indicators') }} as indicators
    on indicators.indicator_id = counted.indicator_id
    and counted.period_type = any(indicators.period_types)
left join {{ ref('fct_indicator_results') }} as results
    on results.indicator_id = counted.indicator_id
    and results.period_type = counted.period_type
    and results.period_key = counted.period_key
    and results.breakdown = counted.breakdown
    and results.member = counted.member
where results.indicator_id is null
    and (counted.numerator <> 0 or counted.denominator <> 0)
