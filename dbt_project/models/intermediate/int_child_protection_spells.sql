-- Merged plan spells with the one before, which the repeat-plan rules look at.
with spells as (

    select
        spell_id,
        child_id,
        spell_number,
        min(start_date) as start_date,
        nullif(max(coalesce(end_date, 'infinity')), 'infinity') as end_date,
        count(*)::integer as recorded_plan_count,
        (array_agg(initial_category_code order by start_date, plan_id))[1] as initial_category_code,
        (array_agg(latest_category_code order by start_date desc, plan_id desc))[1] as latest_category_code,
        (array_agg(end_reason_code order by coalesce(end_date, 'infinity') desc, start_date desc))[1]
            as end_reason_code,
        (array_agg(conference_id order by start_date, plan_id))[1] as conference_id,
        bool_or(coalesce(is_domestic_abuse, false)) as is_domestic_abuse,
        -- What the case system knew when the spell began: later plans of it would count its own first.
        (array_agg(previous_plans_count order by start_date, plan_id))[1] as recorded_previous_plans
    from {{ ref('int_child_protection_plans') }}
    group by spell_id, child_id, spell_number

)

select
    *,
    lag(end_date) over (partition by child_id order by start_date) as previous_end_date,
    greatest(coalesce(recorded_previous_plans, 0), spell_number - 1)::integer as previous_plans_count
from spells
