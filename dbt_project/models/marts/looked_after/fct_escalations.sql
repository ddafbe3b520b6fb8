-- One row per issue an IRO raised formally about one child (C29).
with formal_stages as (

    -- Stage 0 is early resolution, not an escalation.
    select
        escalation_id,
        min(start_date) as first_formal_date,
        max(stage_number)::integer as highest_stage
    from {{ ref('stg_escalation_stages') }}
    where stage_number >= 1
    group by escalation_id

),

dated as (

    select
        escalations.*,
        coalesce(stages.first_formal_date, escalations.raised_date) as formal_date,
        stages.highest_stage,
        coalesce(stages.highest_stage, 0) >= 1 as is_formal
    from {{ ref('stg_escalations') }} as escalations
    left join formal_stages as stages on stages.escalation_id = escalations.escalation_id

)

select
    escalations.escalation_id,
    escalations.child_id,
    escalations.issue_group_id,
    escalations.raised_by_staff_id,
    escalations.formal_date as raised_date,
    escalations.closed_date,
    coalesce(escalations.primary_reason_code, 'UNKNOWN') as primary_reason_code,
    escalations.secondary_reason_code,
    escalations.highest_stage,
    coalesce(escalations.is_exceptional_agreed, false) as is_exceptional_agreed,
    escalations.outcome_code,
    coalesce(localities.locality_code, 'UNKNOWN') as locality_code,
    escalations.is_formal,
    case
        when not escalations.is_formal then 'resolved_informally'
        when escalations.closed_date < escalations.formal_date then 'closed_before_raised'
    end as exclusion_reason,
    {{ add_working_days('escalations.formal_date', 20) }} as twentieth_working_day,
    case
        when escalations.closed_date >= escalations.formal_date then escalations.closed_date - escalations.formal_date
    end as calendar_days_to_close,
    case
        when escalations.closed_date >= escalations.formal_date
            then {{ working_days_between('escalations.formal_date', 'escalations.closed_date') }}
    end as working_days_to_close,
    escalations.is_formal
    and coalesce(
        {{ working_days_between('escalations.formal_date', 'escalations.closed_date') }} between 0 and 20, false
    ) as is_closed_within_20_working_days
from dated as escalations
inner join {{ ref('int_children') }} as children on children.child_id = escalations.child_id
left join {{ ref('int_child_localities') }} as localities
    on localities.child_id = escalations.child_id
    and {{ is_open_at('localities', 'escalations.formal_date') }}
