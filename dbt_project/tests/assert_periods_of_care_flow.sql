-- Open at the end = open at the start + started - ended holds exactly on periods of care, month
-- by month, and the children counted at each month end are those with a period open then.
with months as (

    select period_start - 1 as first_night, period_end as last_night
    from {{ ref('dim_period') }}
    where period_type = 'month' and is_complete

),

flows as (

    select
        months.last_night,
        count(*) filter (where {{ is_open_at('periods', 'months.first_night') }}) as open_before,
        count(*) filter (where periods.start_date between months.first_night + 1 and months.last_night) as started,
        count(*) filter (where periods.end_date between months.first_night + 1 and months.last_night) as ended,
        count(*) filter (where {{ is_open_at('periods', 'months.last_night') }}) as open_after
    from months
    left join {{ ref('fct_periods_of_care') }} as periods on not periods.is_short_break
    group by months.last_night

),

counted as (

    select month_end, count(*) as children
    from {{ ref('fct_looked_after_monthly') }}
    where not is_short_break
    group by month_end

)

select flows.*, counted.children
from flows
left join counted on counted.month_end = flows.last_night
where flows.open_before + flows.started - flows.ended <> flows.open_after
    or flows.open_after <> coalesce(counted.children, 0)
