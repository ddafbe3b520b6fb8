-- Columns of a table sum to its total (C15): counts, sums and the parts of a distribution, save
-- where one of the parts is the headline.
select members.indicator_id, members.period_type, members.period_key, members.breakdown
from {{ ref('fct_indicator_results') }} as members
inner join {{ ref('int_indicators') }} as indicators
    on indicators.indicator_id = members.indicator_id
    and (indicators.is_share or indicators.kind in ('count', 'sum'))
inner join {{ ref('fct_indicator_results') }} as whole
    on whole.indicator_id = members.indicator_id
    and whole.period_type = members.period_type
    and whole.period_key = members.period_key
    and whole.breakdown = 'all'
where members.breakdown <> 'all'
    {%- for indicator in indicator_registry() if indicator.headline %}
    and members.indicator_id <> '{{ indicator.id }}'
    {%- endfor %}
group by members.indicator_id, members.period_type, members.period_key, members.breakdown
having sum(members.numerator) <> max(whole.numerator)
