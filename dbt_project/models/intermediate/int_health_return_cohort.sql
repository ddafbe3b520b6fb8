-- One row per child looked after on a 31 March, and whether it belongs to the yearly health
-- return: looked after for the twelve months to that day without a break, no short break in them.
with yearly as (

    select
        monthly.*,
        years.period_start as first_day
    from {{ ref('fct_looked_after_monthly') }} as monthly
    inner join {{ ref('dim_period') }} as years
        on years.period_type = 'year'
        and years.period_end = monthly.month_end

),

short_breaks as (

    select distinct yearly.child_id, yearly.month_end
    from yearly
    inner join {{ ref('fct_periods_of_care') }} as breaks
        on breaks.child_id = yearly.child_id
        and breaks.is_short_break
        and breaks.start_date <= yearly.month_end
        and coalesce(breaks.end_date, 'infinity') > yearly.first_day

)

select
    yearly.child_id,
    yearly.first_day,
    yearly.month_end as return_date,
    extract(year from yearly.month_end)::integer as return_year,
    yearly.period_of_care_id,
    yearly.sex,
    yearly.age,
    yearly.age_band,
    yearly.locality_code,
    yearly.iro_staff_id,
    case
        when yearly.exclusion_reason is not null then yearly.exclusion_reason
        when yearly.period_of_care_start_date > yearly.first_day then 'under_twelve_months'
        when short_breaks.child_id is not null then 'short_break_in_year'
    end as exclusion_reason
from yearly
left join short_breaks
    on short_breaks.child_id = yearly.child_id
    and short_breaks.month_end = yearly.month_end
