-- What the facts came to, with every member one that reports know: a code that is not in its
-- list is a recording gap, and is counted as not recorded.
with computed as (

    {% for fact in indicator_facts() -%}
    select * from {{ ref('int_results_' ~ fact) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    computed.indicator_id,
    computed.period_type,
    computed.period_key,
    computed.breakdown,
    coalesce(members.member, not_recorded.member, computed.member) as member,
    sum(computed.numerator) as numerator,
    sum(computed.denominator) as denominator,
    sum(computed.excluded) as excluded,
    sum(computed.expected) as expected,
    sum(computed.complete) as complete
from computed
left join {{ ref('dim_indicator_members') }} as members
    on members.breakdown = computed.breakdown
    and members.member = computed.member
left join {{ ref('dim_indicator_members') }} as not_recorded
    on not_recorded.breakdown = computed.breakdown
    and not_recorded.is_not_recorded
group by 1, 2, 3, 4, 5
