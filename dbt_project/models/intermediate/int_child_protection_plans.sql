-- Recorded plans, each put into its merged spell (C24): plans held for another authority are left
-- out; a plan that overlaps the one before, or starts by the day it ended, continues it.
with plans as (

    select
        plans.*,
        details.is_domestic_abuse,
        details.previous_plans_count,
        details.end_reason_code
    from {{ ref('stg_child_protection_plans') }} as plans
    left join {{ ref('stg_child_protection_plan_details') }} as details on details.plan_id = plans.plan_id
    where not coalesce(plans.is_other_authority_temporary, false)
        and plans.child_id is not null
        -- A plan without a start, or that ends before it, is a recording gap and not a spell.
        and coalesce(plans.end_date, 'infinity') >= plans.start_date

),

reach as (

    select
        *,
        max(coalesce(end_date, 'infinity')) over (
            partition by child_id order by start_date, coalesce(end_date, 'infinity'), plan_id
            rows between unbounded preceding and 1 preceding
        ) as earlier_end
    from plans

),

numbered as (

    select
        *,
        count(*) filter (where earlier_end is null or start_date > earlier_end) over (
            partition by child_id order by start_date, coalesce(end_date, 'infinity'), plan_id
        ) as spell_number
    from reach

)

select
    numbered.*,
    first_value(plan_id) over (
        partition by child_id, spell_number order by start_date, coalesce(end_date, 'infinity'), plan_id
    ) as spell_id
from numbered
