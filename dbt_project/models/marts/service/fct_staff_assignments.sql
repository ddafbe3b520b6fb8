-- One row per spell of one person in one role of the unit (C26).
select
    assignments.assignment_id,
    assignments.staff_id,
    assignments.post_id,
    assignments.role_code,
    assignments.role_code in ('IRO', 'ISRO', 'LADO') as is_practitioner,
    assignments.full_time_equivalent,
    assignments.employment_type_code,
    coalesce(assignments.base_locality_code, 'UNKNOWN') as base_locality_code,
    assignments.start_date,
    assignments.end_date,
    assignments.end_reason_code,
    assignments.absent_from_date,
    assignments.absent_to_date,
    {{ is_open_at('assignments', 'as_at.data_as_at') }} as is_open,
    case
        when assignments.end_date <= assignments.start_date then 'ended_before_it_began'
        when assignments.full_time_equivalent is null then 'no_full_time_equivalent'
    end as exclusion_reason
from {{ ref('stg_staff_assignments') }} as assignments
cross join {{ ref('int_as_at') }} as as_at
