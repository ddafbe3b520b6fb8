-- Every result there must be: each indicator for each complete period of its kinds, for all and
-- for each member of its breakdowns, so that nothing is a nought by being absent.
{%- set columns %}periods.indicator_id, periods.kind, periods.is_share, periods.has_completeness,
    periods.definition_version, periods.period_type, periods.period_key, periods.period_start,
    periods.period_end, periods.reporting_year_start{% endset %}
with periods as (

    select
        indicators.indicator_id,
        indicators.kind,
        indicators.is_share,
        indicators.has_completeness,
        indicators.definition_version,
        indicators.breakdowns,
        indicators.impossible_members,
        periods.period_type,
        periods.period_key,
        periods.period_start,
        periods.period_end,
        periods.reporting_year_start
    from {{ ref('int_indicators') }} as indicators
    inner join {{ ref('dim_period') }} as periods
        on periods.is_complete
        and periods.period_type = any(indicators.period_types)

)

select {{ columns }}, 'all' as breakdown, 'all' as member
from periods
union all
select {{ columns }}, members.breakdown, members.member
from periods
inner join {{ ref('dim_indicator_members') }} as members
    on members.breakdown = any(periods.breakdowns)
    and not members.member = any(periods.impossible_members)
