-- Reviews held or cancelled, each put into its period of care. One that meets no obligation
-- carries the reason.
with recorded as (

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
    left join {{ ref('fct_periods_of_care') }} as periods
        on periods.child_id = reviews.child_id
        and not periods.is_short_break
        and reviews.held_date between periods.start_date and coalesce(periods.end_date, 'infinity')
    -- A booking that was neither held nor cancelled is an obligation still open.
    where reviews.held_date is not null or reviews.is_cancelled

)

-- Two reviews of a child on one day are one review; the second record is set aside.
select
    review_id,
    child_id,
    held_date,
    participation_code,
    review_type_code,
    chair_staff_id,
    late_reason_code,
    child_chaired_code,
    period_of_care_id,
    case
        when exclusion_reason is not null then exclusion_reason
        when row_number() over (
            partition by period_of_care_id, held_date, exclusion_reason order by review_id
        ) > 1 then 'second_record_of_the_day'
    end as exclusion_reason
from recorded
