-- One row per action of the plan in force at a month end, with the rating it had by then. The plan
-- in force is the one that began last.
with plans as (

    select
        month_ends.month_end,
        month_ends.month_key,
        max(actions.plan_start_date) as plan_start_date
    from {{ ref('int_month_ends') }} as month_ends
    inner join {{ ref('fct_action_items') }} as actions on actions.plan_start_date <= month_ends.month_end
    group by month_ends.month_end, month_ends.month_key

)

select
    plans.month_end,
    plans.month_key,
    actions.action_id,
    actions.plan_year,
    actions.objective_group_code,
    actions.lead_role_code,
    ratings.rag_code,
    ratings.rag_date
from plans
inner join {{ ref('fct_action_items') }} as actions on actions.plan_start_date = plans.plan_start_date
left join {{ ref('int_action_ratings') }} as ratings
    on ratings.action_id = actions.action_id
    and ratings.rag_date <= plans.month_end
    and (ratings.next_rag_date is null or ratings.next_rag_date > plans.month_end)
