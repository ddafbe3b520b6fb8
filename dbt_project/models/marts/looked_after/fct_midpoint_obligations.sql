-- One row per interval between a review held and the next one due, in which the IRO is to check at
-- the mid-point that the plan is on course. Due is what the rule in force on the day of the review
-- asked for, so that a mid-point once passed stays where it was. Before a first review there is none.
with intervals as (

    select
        period_of_care_id || '-' || sequence_number as interval_key,
        period_of_care_id,
        child_id,
        sequence_number::integer as next_sequence_number,
        previous_held_date as review_held_date,
        due_date as next_due_date,
        held_date as next_held_date,
        period_end_date,
        {{ midpoint_date('previous_held_date', 'due_date') }} as midpoint_date
    from {{ ref('int_review_sequence') }}
    where previous_held_date is not null

),

-- A check belongs to the interval until the next review is held or the child is no longer looked after.
checks as (

    select
        intervals.interval_key,
        count(*)::integer as check_count,
        min(recorded.check_date) as first_check_date,
        bool_or({{ is_midway('intervals.review_held_date', 'intervals.next_due_date', 'recorded.check_date') }})
            as is_midway
    from intervals
    cross join {{ ref('int_as_at') }} as as_at
    inner join {{ ref('stg_midpoint_checks') }} as recorded
        on recorded.child_id = intervals.child_id
        and recorded.check_date > intervals.review_held_date
        and recorded.check_date
            <= least(intervals.next_held_date, intervals.period_end_date, as_at.data_as_at)
    group by intervals.interval_key

),

described as (

    select
        intervals.*,
        coalesce(checks.check_count, 0) as check_count,
        checks.first_check_date,
        checks.is_midway,
        case
            when intervals.midpoint_date > as_at.data_as_at then 'not_yet_midway'
            when intervals.next_held_date < intervals.midpoint_date then 'reviewed_before_midpoint'
            when intervals.period_end_date <= intervals.midpoint_date then 'ceased_before_midpoint'
        end as exclusion_reason
    from intervals
    cross join {{ ref('int_as_at') }} as as_at
    left join checks on checks.interval_key = intervals.interval_key

)

select
    intervals.interval_key,
    intervals.period_of_care_id,
    intervals.child_id,
    intervals.next_sequence_number,
    intervals.review_held_date,
    intervals.next_due_date,
    intervals.next_held_date,
    intervals.midpoint_date,
    {{ age_band(age_in_years('children.date_of_birth', 'intervals.midpoint_date')) }} as age_band,
    coalesce(localities.locality_code, 'UNKNOWN') as locality_code,
    officers.staff_id as iro_staff_id,
    intervals.check_count,
    intervals.first_check_date,
    intervals.exclusion_reason,
    intervals.exclusion_reason is null as is_counted,
    intervals.exclusion_reason is null and intervals.check_count > 0 as is_checked,
    intervals.exclusion_reason is null and coalesce(intervals.is_midway, false) as is_checked_midway,
    case
        when intervals.exclusion_reason is not null then null
        when intervals.is_midway then 'midway'
        when intervals.check_count > 0 then 'not_midway'
        else 'not_made'
    end as midpoint_check_result
from described as intervals
inner join {{ ref('int_children') }} as children on children.child_id = intervals.child_id
left join {{ ref('int_child_localities') }} as localities
    on localities.child_id = intervals.child_id
    and {{ is_open_at('localities', 'intervals.midpoint_date') }}
left join {{ ref('int_allocations') }} as officers
    on officers.child_id = intervals.child_id
    and officers.role_code = 'IRO'
    and {{ is_open_at('officers', 'intervals.midpoint_date') }}
