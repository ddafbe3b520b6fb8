-- One row per child looked after on a 31 March: what the yearly health return says of the child,
-- or where it is silent, what dated records say. Who is not in the return's cohort says why.
with checks as (

    -- A check that was made counts in the year of its day; one that was refused says no.
    select
        cohort.child_id,
        cohort.return_year,
        bool_or(checks.status_code = 'Completed') filter (where checks.health_check_type_code = 'DENTAL')
            as is_teeth_checked,
        bool_or(checks.status_code = 'Refused') filter (where checks.health_check_type_code = 'DENTAL')
            as is_teeth_check_refused,
        bool_or(checks.status_code = 'Completed') filter (where checks.health_check_type_code in ('IHA', 'RHA'))
            as is_health_assessed,
        bool_or(checks.status_code = 'Completed') filter (where checks.health_check_type_code = 'DEVELOPMENT')
            as is_development_checked
    from {{ ref('int_health_return_cohort') }} as cohort
    inner join {{ ref('stg_health_checks') }} as checks
        on checks.child_id = cohort.child_id
        and checks.check_date between cohort.first_day and cohort.return_date
        and checks.status_code in ('Completed', 'Refused')
    group by cohort.child_id, cohort.return_year

),

-- Two or more questionnaires in a year: the latest counts. A score outside 0 to 40 is none.
questionnaires as (

    select distinct on (cohort.child_id, cohort.return_year)
        cohort.child_id,
        cohort.return_year,
        scores.score
    from {{ ref('int_health_return_cohort') }} as cohort
    inner join {{ ref('stg_sdq_scores') }} as scores
        on scores.child_id = cohort.child_id
        and scores.completed_date between cohort.first_day and cohort.return_date
        and scores.score between 0 and 40
    order by cohort.child_id, cohort.return_year, scores.completed_date desc, scores.sdq_id desc

)

select
    cohort.child_id,
    cohort.return_date,
    cohort.return_year,
    cohort.period_of_care_id,
    cohort.sex,
    cohort.age,
    cohort.age_band,
    cohort.locality_code,
    cohort.iro_staff_id,
    cohort.exclusion_reason is null as is_in_cohort,
    cohort.exclusion_reason,
    returns.child_id is not null as is_returned,
    coalesce(returns.is_immunised, immunisations.is_up_to_date) as is_immunised,
    coalesce(returns.is_teeth_checked, checks.is_teeth_checked) as is_teeth_checked,
    coalesce(checks.is_teeth_check_refused, false) as is_teeth_check_refused,
    coalesce(returns.is_health_assessed, checks.is_health_assessed) as is_health_assessed,
    -- Asked of children under five only.
    case when cohort.age < 5 then coalesce(returns.is_development_checked, checks.is_development_checked) end
        as is_development_checked,
    cohort.exclusion_reason is null and coalesce(cohort.age between 5 and 16, false) as is_sdq_expected,
    questionnaires.score as sdq_score,
    {{ sdq_band('questionnaires.score') }} as sdq_band
from {{ ref('int_health_return_cohort') }} as cohort
left join {{ ref('stg_health_returns') }} as returns
    on returns.child_id = cohort.child_id
    and returns.return_year = cohort.return_year
-- The state as last found, if it was found by then: the standard keeps no earlier one.
left join {{ ref('stg_immunisations') }} as immunisations
    on immunisations.child_id = cohort.child_id
    and immunisations.status_date <= cohort.return_date
left join checks
    on checks.child_id = cohort.child_id
    and checks.return_year = cohort.return_year
left join questionnaires
    on questionnaires.child_id = cohort.child_id
    and questionnaires.return_year = cohort.return_year
