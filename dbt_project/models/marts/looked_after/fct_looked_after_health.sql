-- One row per child looked after on a 31 March: what the yearly health return says of the child,
-- or where it is silent, what dated records say. Who is not in the return's cohort says why.
with yearly as (

    select
        monthly.*,
        years.period_start as first_day,
        extract(year from monthly.month_end)::integer as return_year
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

),

-- A check that was made counts in the year of its day; one that was refused says no.
checks as (

    select
        yearly.child_id,
        yearly.month_end,
        bool_or(checks.status_code = 'Completed') filter (where checks.health_check_type_code = 'DENTAL')
            as is_teeth_checked,
        bool_or(checks.status_code = 'Refused') filter (where checks.health_check_type_code = 'DENTAL')
            as is_teeth_check_refused,
        bool_or(checks.status_code = 'Completed') filter (where checks.health_check_type_code in ('IHA', 'RHA'))
            as is_health_assessed,
        bool_or(checks.status_code = 'Completed') filter (where checks.health_check_type_code = 'DEVELOPMENT')
            as is_development_checked
    from yearly
    inner join {{ ref('stg_health_checks') }} as checks
        on checks.child_id = yearly.child_id
        and checks.check_date between yearly.first_day and yearly.month_end
        and checks.status_code in ('Completed', 'Refused')
    group by yearly.child_id, yearly.month_end

),

-- Two or more questionnaires in a year: the latest counts.
questionnaires as (

    select distinct on (yearly.child_id, yearly.month_end)
        yearly.child_id,
        yearly.month_end,
        scores.score
    from yearly
    inner join {{ ref('stg_sdq_scores') }} as scores
        on scores.child_id = yearly.child_id
        and scores.completed_date between yearly.first_day and yearly.month_end
        and scores.score between 0 and 40
    order by yearly.child_id, yearly.month_end, scores.completed_date desc, scores.sdq_id desc

),

judged as (

    select
        yearly.*,
        case
            when yearly.exclusion_reason is not null then yearly.exclusion_reason
            when yearly.period_of_care_start_date > yearly.first_day then 'under_twelve_months'
            when short_breaks.child_id is not null then 'short_break_in_year'
        end as cohort_exclusion_reason,
        returns.child_id is not null as is_returned,
        coalesce(returns.is_immunised, immunisations.is_up_to_date) as is_immunised,
        coalesce(returns.is_teeth_checked, checks.is_teeth_checked, not checks.is_teeth_check_refused)
            as is_teeth_checked,
        coalesce(checks.is_teeth_check_refused, false) as is_teeth_check_refused,
        coalesce(returns.is_health_assessed, checks.is_health_assessed) as is_health_assessed,
        case when yearly.age < 5 then coalesce(returns.is_development_checked, checks.is_development_checked) end
            as is_development_checked,
        questionnaires.score as sdq_score
    from yearly
    left join short_breaks
        on short_breaks.child_id = yearly.child_id and short_breaks.month_end = yearly.month_end
    left join {{ ref('stg_health_returns') }} as returns
        on returns.child_id = yearly.child_id and returns.return_year = yearly.return_year
    -- The state as last found, if it was found by then: the standard keeps no earlier one.
    left join {{ ref('stg_immunisations') }} as immunisations
        on immunisations.child_id = yearly.child_id and immunisations.status_date <= yearly.month_end
    left join checks
        on checks.child_id = yearly.child_id and checks.month_end = yearly.month_end
    left join questionnaires
        on questionnaires.child_id = yearly.child_id and questionnaires.month_end = yearly.month_end

)

select
    child_id,
    month_end as return_date,
    return_year,
    period_of_care_id,
    sex,
    age,
    age_band,
    locality_code,
    iro_staff_id,
    cohort_exclusion_reason is null as is_in_cohort,
    cohort_exclusion_reason as exclusion_reason,
    is_returned,
    is_immunised,
    is_teeth_checked,
    is_teeth_check_refused,
    is_health_assessed,
    is_development_checked,
    cohort_exclusion_reason is null and coalesce(age between 5 and 16, false) as is_sdq_expected,
    sdq_score,
    {{ sdq_band('sdq_score') }} as sdq_band
from judged
