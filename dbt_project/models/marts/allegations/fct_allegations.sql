-- One row per referral to the LADO: one adult, one matter (C30).
with strategy_meetings as (

    select
        referral_id,
        count(*) as meeting_count,
        min(held_date) filter (where is_held) as first_held_date,
        (array_agg(late_reason_code order by held_date) filter (where is_held))[1] as late_reason_code
    from {{ ref('fct_allegation_meetings') }}
    where meeting_type_code = 'MAS'
    group by referral_id

),

-- Materialized, or PostgreSQL would count the working days anew for every use of them.
described as materialized (

    select
        referrals.*,
        -- Words of advice that led on to a strategy meeting count as a strategy meeting.
        case
            when referrals.front_door_outcome_code = 'WAM' and meetings.meeting_count > 0 then 'MAS'
            else coalesce(referrals.front_door_outcome_code, 'WIP')
        end as outcome_code,
        meetings.first_held_date,
        meetings.late_reason_code as meeting_late_reason_code,
        {{ add_working_days('referrals.received_date', 5) }} as strategy_meeting_due_date
    from {{ ref('stg_lado_referrals') }} as referrals
    left join strategy_meetings as meetings on meetings.referral_id = referrals.referral_id

)

select
    referral_id,
    subject_id,
    received_date,
    coalesce(source_sector_code, 'UNKNOWN') as source_sector_code,
    coalesce(subject_sector_code, 'UNKNOWN') as subject_sector_code,
    subject_role_code,
    is_volunteer,
    is_agency_worker,
    is_foster_carer,
    allegation_type_code,
    is_historic,
    outcome_code as front_door_outcome_code,
    -- C30: there is a final outcome only where a strategy meeting was held.
    case when first_held_date is not null then final_outcome_code end as final_outcome_code,
    closed_date,
    closed_date is not null and first_held_date is not null as is_closed_with_strategy_meeting,
    outcome_code = 'MAS' as is_strategy_meeting_outcome,
    case when outcome_code = 'MAS' then strategy_meeting_due_date end as strategy_meeting_due_date,
    first_held_date as first_strategy_meeting_date,
    -- The day that puts a referral into a period of the five-day measure: the meeting, or its due day.
    case when outcome_code = 'MAS' then coalesce(first_held_date, strategy_meeting_due_date) end
        as strategy_meeting_measured_date,
    case
        when first_held_date >= received_date then {{ working_days_between('received_date', 'first_held_date') }}
    end as working_days_to_strategy_meeting,
    outcome_code = 'MAS'
    and coalesce(
        {{ working_days_between('received_date', 'first_held_date') }} between 0 and 5, false
    ) as is_strategy_meeting_within_5_working_days,
    outcome_code = 'MAS'
    and coalesce({{ working_days_between('received_date', 'first_held_date') }} > 5, false)
        as is_strategy_meeting_late,
    meeting_late_reason_code,
    case
        when first_held_date < received_date then 'meeting_before_receipt'
        when outcome_code = 'MAS' and strategy_meeting_due_date is null then 'date_not_in_calendar'
    end as exclusion_reason
from described
