-- One row per IRO or ISRO and role at a month end: all cases and all time in the role (C27), and
-- whether the caseload is above the ceiling. A person with both roles has a row for each.
with practitioners as (

    select
        month_end,
        month_key,
        staff_id,
        role_code,
        (array_agg(base_locality_code order by full_time_equivalent desc, assignment_id))[1] as base_locality_code,
        sum(full_time_equivalent) as full_time_equivalent,
        sum(available_full_time_equivalent) as available_full_time_equivalent,
        sum(cases)::integer as cases
    from {{ ref('fct_staff_monthly') }}
    where role_code in ('IRO', 'ISRO')
    group by month_end, month_key, staff_id, role_code

),

described as (

    select
        *,
        cases / nullif(full_time_equivalent, 0) as cases_per_full_time_equivalent,
        -- In the first six weeks: six weeks before, the person did not hold the role.
        not exists (
            select
            from {{ ref('stg_staff_assignments') }} as earlier
            where earlier.staff_id = practitioners.staff_id
                and earlier.role_code = practitioners.role_code
                and {{ is_open_at('earlier', '(practitioners.month_end - 42)') }}
        ) as is_new_starter
    from practitioners

),

judged as (

    select
        *,
        case
            when full_time_equivalent = 0 then 'not_in_post'
            when available_full_time_equivalent = 0 then 'long_absence'
            when is_new_starter then 'first_six_weeks'
        end as exclusion_reason
    from described

)

select
    month_end,
    month_key,
    staff_id,
    role_code,
    base_locality_code,
    full_time_equivalent,
    available_full_time_equivalent,
    cases,
    cases_per_full_time_equivalent,
    is_new_starter,
    exclusion_reason is null and cases_per_full_time_equivalent > {{ caseload_ceiling() }} as is_over_ceiling,
    exclusion_reason
from judged
