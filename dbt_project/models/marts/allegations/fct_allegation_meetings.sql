-- One row per meeting planned or held about a referral to the LADO.
select
    meetings.meeting_id,
    meetings.referral_id,
    meetings.meeting_type_code,
    meetings.sequence_number,
    meetings.planned_date,
    meetings.held_date,
    meetings.held_date is not null and meetings.held_date <= as_at.data_as_at as is_held,
    meetings.late_reason_code
from {{ ref('stg_lado_meetings') }} as meetings
inner join {{ ref('stg_lado_referrals') }} as referrals on referrals.referral_id = meetings.referral_id
cross join {{ ref('int_as_at') }} as as_at
