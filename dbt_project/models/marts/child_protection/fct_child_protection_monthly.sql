-- One row per child subject to a child protection plan at a month end, the unborn included (C08).
with open_plans as (

    -- Within a merged spell the plan begun last says the category (C24).
    select distinct on (plans.child_id, month_ends.month_end)
        plans.child_id,
        plans.spell_id,
        plans.latest_category_code,
        plans.initial_category_code,
        coalesce(plans.is_domestic_abuse, false) as is_domestic_abuse,
        month_ends.month_end,
        month_ends.month_key
    from {{ ref('int_child_protection_plans') }} as plans
    inner join {{ ref('int_month_ends') }} as month_ends on {{ is_open_at('plans', 'month_ends.month_end') }}
    order by plans.child_id, month_ends.month_end, plans.start_date desc, plans.plan_id desc

),

looked_after as (

    select child_id, month_end from {{ ref('fct_looked_after_monthly') }} where is_counted

),

-- Materialized, or PostgreSQL would work out ages and months anew for every use of them.
described as materialized (

    select
        plans.*,
        spells.start_date as plan_start_date,
        spells.previous_plans_count,
        children.sex,
        {{ ethnic_group('children.ethnicity_code') }} as ethnic_group,
        {{ is_unborn_at('children', 'plans.month_end') }} as is_unborn,
        {{ age_in_years('children.date_of_birth', 'plans.month_end') }} as age,
        coalesce(localities.locality_code, 'UNKNOWN') as locality_code,
        localities.team_id,
        chairs.staff_id as chair_staff_id,
        looked_after.child_id is not null as is_looked_after,
        {{ whole_months('spells.start_date', 'plans.month_end') }} as months_on_plan
    from open_plans as plans
    inner join {{ ref('int_child_protection_spells') }} as spells on spells.spell_id = plans.spell_id
    inner join {{ ref('int_children') }} as children on children.child_id = plans.child_id
    left join {{ ref('int_child_localities') }} as localities
        on localities.child_id = plans.child_id
        and {{ is_open_at('localities', 'plans.month_end') }}
    left join {{ ref('int_allocations') }} as chairs
        on chairs.child_id = plans.child_id
        and chairs.role_code = 'ISRO'
        and {{ is_open_at('chairs', 'plans.month_end') }}
    left join looked_after
        on looked_after.child_id = plans.child_id
        and looked_after.month_end = plans.month_end

)

select
    child_id,
    month_end,
    month_key,
    spell_id as plan_id,
    plan_start_date,
    sex,
    ethnic_group,
    is_unborn,
    age,
    {{ age_band_with_unborn('is_unborn', 'age') }} as age_band,
    latest_category_code as category_code,
    initial_category_code,
    is_domestic_abuse,
    locality_code,
    team_id,
    chair_staff_id,
    months_on_plan,
    {{ plan_duration_band('months_on_plan') }} as duration_band,
    {{ plan_duration_band_dfe('plan_start_date', 'month_end') }} as duration_band_dfe,
    previous_plans_count >= 1 as is_repeat_ever,
    is_looked_after
from described
