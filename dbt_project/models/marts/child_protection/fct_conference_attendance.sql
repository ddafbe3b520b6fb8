-- One row per adult per conference held, whatever the number of children (C25, meeting-level).
with meetings as (

    -- A meeting on an unborn or new child and its brothers and sisters is both; it is an initial one.
    select
        conferences.meeting_id,
        min(conferences.held_date) as held_date,
        (array_agg(
            conferences.conference_type_code
            order by array_position(array['ICPC', 'TRANSFER_IN', 'RCPC'], conferences.conference_type_code)
        ))[1] as conference_type_code,
        count(distinct conferences.child_id)::integer as children_at_meeting
    from {{ ref('int_conferences') }} as conferences
    cross join {{ ref('int_as_at') }} as as_at
    where conferences.meeting_id is not null and conferences.held_date <= as_at.data_as_at
    group by conferences.meeting_id

),

-- An adult invited twice to one meeting, say for each of two children, is one adult there.
adults_at_meetings as (

    select distinct on (meeting_id, coalesce(adult_id, invite_id)) *
    from {{ ref('stg_conference_invites') }}
    order by
        meeting_id, coalesce(adult_id, invite_id), has_attended desc nulls last, is_invited desc nulls last, invite_id

),

described as (

    select
        invites.*,
        meetings.held_date,
        meetings.conference_type_code,
        meetings.children_at_meeting,
        -- Who was there was alive and known on the day, whatever has been recorded since.
        case
            when invites.has_attended then null
            when invites.adult_id is null then 'unknown_to_the_service'
            when adults.is_deceased then 'has_died'
            when adults.is_whereabouts_unknown then 'whereabouts_unknown'
            when invites.is_excluded then 'excluded_by_the_chair'
            when not invites.is_invited then 'not_invited'
        end as exclusion_reason
    from adults_at_meetings as invites
    inner join meetings on meetings.meeting_id = invites.meeting_id
    left join {{ ref('stg_adults') }} as adults on adults.adult_id = invites.adult_id

)

select
    invite_id,
    meeting_id,
    adult_id,
    role_code,
    held_date,
    conference_type_code,
    children_at_meeting,
    is_invited,
    exclusion_reason is null as is_eligible,
    coalesce(has_attended, false) as has_attended,
    case when has_attended then mode_code end as mode_code,
    is_excluded,
    excluded_reason_code,
    exclusion_reason
from described
