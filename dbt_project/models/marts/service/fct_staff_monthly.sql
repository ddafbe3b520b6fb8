-- One row per assignment in post at a month end, with the children allocated to the worker in
-- that role (C26, C27). Children allocated to someone without such an assignment stand in a row
-- of their own with no time behind it, so that no case disappears.
with assignments as (

    select
        month_ends.month_end,
        month_ends.month_key,
        assignments.assignment_id,
        assignments.staff_id,
        assignments.role_code,
        assignments.base_locality_code,
        assignments.employment_type_code,
        assignments.full_time_equivalent,
        assignments.absent_from_date <= month_ends.month_end
        and (assignments.absent_to_date is null or assignments.absent_to_date >= month_ends.month_end)
            as is_absent,
        -- A worker's cases are shown once, at the larger of two assignments in one role.
        row_number() over (
            partition by month_ends.month_end, assignments.staff_id, assignments.role_code
            order by assignments.full_time_equivalent desc, assignments.assignment_id
        ) as place
    from {{ ref('stg_staff_assignments') }} as assignments
    inner join {{ ref('int_month_ends') }} as month_ends on {{ is_open_at('assignments', 'month_ends.month_end') }}

),

cases as (

    select month_end, month_key, iro_staff_id as staff_id, 'IRO' as role_code,
        count(*) filter (where is_counted) as cases,
        count(*) filter (where exclusion_reason = 'short_break') as short_break_cases
    from {{ ref('fct_looked_after_monthly') }}
    where iro_staff_id is not null
    group by month_end, month_key, iro_staff_id
    union all
    select month_end, month_key, chair_staff_id, 'ISRO', count(*), 0
    from {{ ref('fct_child_protection_monthly') }}
    where chair_staff_id is not null
    group by month_end, month_key, chair_staff_id

)

select
    coalesce(assignments.month_end, cases.month_end) as month_end,
    coalesce(assignments.month_key, cases.month_key) as month_key,
    coalesce(assignments.assignment_id, 'none-' || cases.staff_id || '-' || cases.role_code) as assignment_id,
    coalesce(assignments.staff_id, cases.staff_id) as staff_id,
    coalesce(assignments.role_code, cases.role_code) as role_code,
    coalesce(assignments.role_code, cases.role_code) in ('IRO', 'ISRO', 'LADO') as is_practitioner,
    coalesce(assignments.base_locality_code, 'UNKNOWN') as base_locality_code,
    coalesce(assignments.employment_type_code, 'UNKNOWN') as employment_type_code,
    coalesce(assignments.is_absent, false) as is_absent,
    coalesce(assignments.full_time_equivalent, 0)::numeric as full_time_equivalent,
    case when assignments.is_absent then 0 else coalesce(assignments.full_time_equivalent, 0) end::numeric
        as available_full_time_equivalent,
    coalesce(cases.cases, 0)::integer as cases,
    coalesce(cases.short_break_cases, 0)::integer as short_break_cases
from assignments
full join cases
    on cases.month_end = assignments.month_end
    and cases.staff_id = assignments.staff_id
    and cases.role_code = assignments.role_code
    and assignments.place = 1
