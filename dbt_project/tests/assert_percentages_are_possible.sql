-- A part is no larger than its whole, and nothing is less than nought.
select results.indicator_id, results.period_key, results.breakdown, results.member
from {{ ref('fct_indicator_results') }} as results
inner join {{ ref('dim_indicators') }} as indicators on indicators.indicator_id = results.indicator_id
where results.numerator < 0
    or results.excluded < 0
    or results.completeness_pct not between 0 and 100
    or (indicators.kind = 'percentage' and results.numerator > results.denominator)
