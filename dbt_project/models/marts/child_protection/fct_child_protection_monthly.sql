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

-- CR1: an obligation of the last twelve months not met in time, or one overdue on the day.
not_in_time as (

    select distinct plans.child_id, plans.month_end
    from open_plans as plans
    inner join {{ ref('int_review_conference_obligations') }} as obligations
        on obligations.spell_id = plans.spell_id
        and obligations.due_date <= plans.month_end
        and coalesce(obligations.held_date, 'infinity')
            > case
                when obligations.due_date > {{ add_months('plans.month_end', -12) }} then obligations.due_date
                else plans.month_end
            end

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
        not_in_time.child_id is not null as is_not_in_time,
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
    left join not_in_time
        on not_in_time.child_id = plans.child_id
        and not_in_time.month_end = plans.month_end

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
    latest_category_code || case when is_domestic_abuse then '_DOMESTIC_ABUSE' else '' end
        as category_domestic_abuse,
    locality_code,
    team_id,
    chair_staff_id,
    months_on_plan,
    {{ plan_duration_band('months_on_plan') }} as duration_band,
    {{ plan_duration_band_dfe('plan_start_date', 'month_end') }} as duration_band_dfe,
    previous_plans_count >= 1 as is_repeat_ever,
    is_looked_after,
    {{ is_reviewable('plan_start_date', 'month_end') }} as is_review_expected,
    {{ is_reviewable('plan_start_date', 'month_end') }} and not is_not_in_time as is_reviewed_on_time,
    case when not {{ is_reviewable('plan_start_date', 'month_end') }} then 'open_3_months_or_less' end
        as review_exclusion_reason
from described
