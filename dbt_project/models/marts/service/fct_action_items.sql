-- One row per action of an improvement plan, with what it should reach by each milestone.
select
    actions.action_id,
    actions.plan_year,
    -- The plan of 2017-18 is in force from 1 April 2017.
    case when actions.plan_year ~ '^\d{4}-\d{2}$' then make_date(left(actions.plan_year, 4)::integer, 4, 1) end
        as plan_start_date,
    actions.objective_group,
    {{ slug('actions.objective_group') }} as objective_group_code,
    actions.objective,
    actions.action,
    actions.outcome_sought,
    actions.lead_role,
    {{ slug('actions.lead_role') }} as lead_role_code,
    actions.milestone_sept as milestone_september,
    actions.milestone_dec as milestone_december,
    actions.milestone_mar as milestone_march,
    actions.due_date,
    actions.rag_code,
    actions.rag_date,
    actions.further_action,
    actions.update_text,
    actions.evidence_indicator_id,
    -- An action with more to do stays open, even when it is green.
    actions.rag_code is distinct from 'G' or actions.further_action is not null as is_open,
    actions.due_date <= as_at.data_as_at
    and (actions.rag_code is distinct from 'G' or actions.further_action is not null) as is_overdue,
    case when actions.plan_year !~ '^\d{4}-\d{2}$' then 'plan_year_not_readable' end as exclusion_reason
from {{ ref('stg_action_items') }} as actions
cross join {{ ref('int_as_at') }} as as_at
