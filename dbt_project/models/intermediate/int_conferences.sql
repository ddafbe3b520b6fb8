-- Initial, transfer-in and review conferences in one list, child by child (C25).
select
    conferences.conference_id,
    conferences.meeting_id,
    conferences.child_id,
    coalesce(
        details.conference_type_code, case when conferences.is_transfer_in then 'TRANSFER_IN' else 'ICPC' end
    ) as conference_type_code,
    conferences.enquiry_id,
    conferences.plan_id,
    conferences.held_date,
    conferences.is_plan_made,
    null::boolean as is_plan_continued,
    null::text as participation_code,
    details.chair_staff_id,
    details.planned_date,
    details.notification_date,
    coalesce(details.is_pre_birth, false) as is_pre_birth,
    details.late_reason_code
from {{ ref('stg_initial_conferences') }} as conferences
left join {{ ref('stg_conference_details') }} as details on details.conference_id = conferences.conference_id
union all
select
    conferences.conference_id,
    conferences.meeting_id,
    conferences.child_id,
    'RCPC',
    null,
    conferences.plan_id,
    conferences.held_date,
    null,
    conferences.is_plan_continued,
    conferences.participation_code,
    details.chair_staff_id,
    details.planned_date,
    details.notification_date,
    false,
    details.late_reason_code
from {{ ref('stg_review_conferences') }} as conferences
left join {{ ref('stg_conference_details') }} as details on details.conference_id = conferences.conference_id
