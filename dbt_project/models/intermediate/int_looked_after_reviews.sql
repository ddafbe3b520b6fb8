-- LR1: within each period of care the reviews held, in order, each against the date it was due,
-- and after the last one the obligation still open.
with periods as (

    select * from {{ ref('fct_periods_of_care') }} where not is_short_break

),

recorded as (

    select
        reviews.review_id,
        reviews.child_id,
        reviews.held_date,
        reviews.participation_code,
        coalesce(details.review_type_code, 'STANDARD') as review_type_code,
        details.chair_staff_id,
        details.late_reason_code,
        details.child_chaired_code,
        periods.period_of_care_id,
        periods.start_date as period_start_date,
        case
            when reviews.is_cancelled then 'cancelled'
            when reviews.held_date > as_at.data_as_at then 'held_after_the_data_ends'
            when details.review_type_code = 'SHORT_BREAK' then 'short_break_review'
            when details.review_type_code = 'PATHWAY' then 'pathway_review'
            when periods.period_of_care_id is null then 'not_looked_after'
        end as exclusion_reason
    from {{ ref('stg_looked_after_reviews') }} as reviews
    cross join {{ ref('int_as_at') }} as as_at
    left join {{ ref('stg_looked_after_review_details') }} as details on details.review_id = reviews.review_id
    left join periods
        on periods.child_id = reviews.child_id
        and reviews.held_date between periods.start_date and coalesce(periods.end_date, 'infinity')
    -- A booking that was neither held nor cancelled is the open obligation below.
    where reviews.held_date is not null or reviews.is_cancelled

),

days as (

    -- Two reviews of a child on one day are one review; the second record is set aside.
    select
        recorded.*,
        exclusion_reason is null and row_number() over (
            partition by period_of_care_id, held_date, exclusion_reason order by review_id
        ) > 1 as is_second_record
    from recorded

),

ordered as (

    select
        *,
        row_number() over in_turn as sequence_number,
        lag(held_date) over in_turn as previous_held_date
    from days
    where exclusion_reason is null and not is_second_record
    window in_turn as (partition by period_of_care_id order by held_date)

),

last_held as (

    select period_of_care_id, count(*) as held_count, max(held_date) as held_date
    from ordered
    group by period_of_care_id

),

open_obligations as (

    select
        periods.period_of_care_id,
        periods.child_id,
        periods.end_date,
        coalesce(last_held.held_count, 0) + 1 as sequence_number,
        {{ review_due_date('coalesce(last_held.held_count, 0) + 1', 'periods.start_date', 'last_held.held_date') }}
            as due_date
    from periods
    left join last_held on last_held.period_of_care_id = periods.period_of_care_id

)

select
    review_id as review_key, review_id, child_id, period_of_care_id, sequence_number::integer,
    {{ review_due_date('sequence_number', 'period_start_date', 'previous_held_date') }} as due_date,
    held_date, review_type_code, chair_staff_id, late_reason_code, child_chaired_code, participation_code,
    null::text as exclusion_reason
from ordered
union all
select
    review_id, review_id, child_id, period_of_care_id, null, null,
    held_date, review_type_code, chair_staff_id, late_reason_code, child_chaired_code, participation_code,
    coalesce(exclusion_reason, 'second_record_of_the_day')
from days
where exclusion_reason is not null or is_second_record
union all
-- Ceasing on or before the due date extinguishes the obligation.
select
    period_of_care_id || '-open', null, child_id, period_of_care_id, sequence_number::integer, due_date,
    null, 'STANDARD', null, null, null, null, null
from open_obligations
where end_date is null or end_date > due_date
