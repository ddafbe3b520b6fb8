-- One row per child per conference (C25), initial, transfer-in and review.
-- Materialized, or PostgreSQL would count the working days anew for every use of them.
with described as materialized (

    select
        conferences.*,
        enquiries.strategy_date,
        case
            when enquiries.strategy_date <= conferences.held_date
                then {{ working_days_between('enquiries.strategy_date', 'conferences.held_date') }}
        end as working_days_from_strategy,
        -- Why an initial conference is left out of the 15-day measure, though it is counted.
        case
            when conferences.held_date is null then 'not_held'
            when conferences.held_date > as_at.data_as_at then 'held_after_the_data_ends'
            when conferences.conference_type_code = 'TRANSFER_IN' then 'transfer_in'
            when conferences.conference_type_code = 'RCPC' then 'review_conference'
            when enquiries.strategy_date is null then 'no_section_47_enquiry'
            when conferences.held_date < enquiries.strategy_date then 'held_before_strategy_discussion'
            when {{ working_days_between('enquiries.strategy_date', 'conferences.held_date') }} is null
                then 'date_not_in_calendar'
        end as exclusion_reason,
        -- Why one is left out of the share that made a plan.
        case
            when conferences.held_date is null then 'not_held'
            when conferences.held_date > as_at.data_as_at then 'held_after_the_data_ends'
            when conferences.conference_type_code = 'TRANSFER_IN' then 'transfer_in'
            when conferences.conference_type_code = 'RCPC' then 'review_conference'
            when conferences.is_plan_made is null then 'no_outcome'
        end as outcome_exclusion_reason,
        conferences.conference_type_code = 'ICPC'
        and coalesce(conferences.held_date <= as_at.data_as_at, false) as is_initial_held,
        count(*) over (partition by conferences.meeting_id, conferences.held_date) as children_at_meeting,
        reviews.spell_id,
        reviews.sequence_number,
        case
            when conferences.conference_type_code = 'ICPC'
                then {{ add_working_days('enquiries.strategy_date', 15) }}
            else reviews.due_date
        end as due_date,
        children.sex,
        {{ ethnic_group('children.ethnicity_code') }} as ethnic_group,
        {{ is_unborn_at('children', 'conferences.held_date') }} as is_unborn,
        {{ age_in_years('children.date_of_birth', 'conferences.held_date') }} as age,
        coalesce(localities.locality_code, 'UNKNOWN') as locality_code
    from {{ ref('int_conferences') }} as conferences
    inner join {{ ref('int_children') }} as children on children.child_id = conferences.child_id
    cross join {{ ref('int_as_at') }} as as_at
    left join {{ ref('stg_section_47_enquiries') }} as enquiries on enquiries.enquiry_id = conferences.enquiry_id
    left join {{ ref('int_review_conferences') }} as reviews
        on reviews.conference_id = conferences.conference_id
        and conferences.conference_type_code = 'RCPC'
    left join {{ ref('int_child_localities') }} as localities
        on localities.child_id = conferences.child_id
        and {{ is_open_at('localities', 'conferences.held_date') }}

)

select
    conference_id,
    meeting_id,
    child_id,
    conference_type_code,
    enquiry_id,
    coalesce(spell_id, plan_id) as plan_id,
    strategy_date,
    due_date,
    held_date,
    held_date is not null and exclusion_reason is distinct from 'held_after_the_data_ends' as is_held,
    sequence_number,
    is_plan_made,
    outcome_exclusion_reason,
    is_plan_continued,
    participation_code,
    chair_staff_id,
    late_reason_code,
    is_pre_birth,
    case
        when meeting_id is null then null
        when children_at_meeting >= 3 then '3_children_and_more'
        when children_at_meeting = 2 then '2_children'
        else '1_child'
    end as sibling_group,
    {{ counted_in_period('held_date', 'is_initial_held', 'month') }} as counted_in_month,
    {{ counted_in_period('held_date', 'is_initial_held', 'quarter') }} as counted_in_quarter,
    {{ counted_in_period('held_date', 'is_initial_held', 'year') }} as counted_in_year,
    sex,
    ethnic_group,
    {{ age_band_with_unborn('is_unborn', 'age') }} as age_band,
    locality_code,
    working_days_from_strategy,
    case
        when exclusion_reason is not null then null
        when working_days_from_strategy <= 5 then '0_to_5_working_days'
        when working_days_from_strategy <= 10 then '6_to_10_working_days'
        when working_days_from_strategy <= 15 then '11_to_15_working_days'
        else '16_working_days_and_over'
    end as working_days_band,
    exclusion_reason is null and coalesce(working_days_from_strategy <= 15, false) as is_within_15_working_days,
    coalesce(held_date <= due_date, false) as is_held_on_time,
    exclusion_reason
from described
