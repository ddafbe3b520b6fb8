-- One row per merged spell on a child protection plan (C24).
-- Materialized, or PostgreSQL would work out ages and months anew for every use of them.
with described as materialized (

    select
        spells.*,
        children.sex,
        {{ ethnic_group('children.ethnicity_code') }} as ethnic_group,
        {{ is_unborn_at('children', 'spells.start_date') }} as is_unborn_at_start,
        {{ age_in_years('children.date_of_birth', 'spells.start_date') }} as age_at_start,
        {{ is_unborn_at('children', 'spells.end_date') }} as is_unborn_at_end,
        {{ age_in_years('children.date_of_birth', 'spells.end_date') }} as age_at_end,
        coalesce(conferences.is_transfer_in, false) as is_transfer_in,
        coalesce(locality_at_start.locality_code, 'UNKNOWN') as locality_at_start,
        coalesce(locality_at_end.locality_code, 'UNKNOWN') as locality_at_end
    from {{ ref('int_child_protection_spells') }} as spells
    inner join {{ ref('int_children') }} as children on children.child_id = spells.child_id
    left join {{ ref('stg_initial_conferences') }} as conferences
        on conferences.conference_id = spells.conference_id
    left join {{ ref('int_child_localities') }} as locality_at_start
        on locality_at_start.child_id = spells.child_id
        and {{ is_open_at('locality_at_start', 'spells.start_date') }}
    -- On the last day the child's team may already have closed the case: take the day before.
    left join {{ ref('int_child_localities') }} as locality_at_end
        on locality_at_end.child_id = spells.child_id
        and {{ is_open_at('locality_at_end', '(spells.end_date - 1)') }}

)

select
    spell_id as plan_id,
    child_id,
    conference_id,
    start_date,
    end_date,
    recorded_plan_count,
    initial_category_code,
    latest_category_code,
    is_domestic_abuse,
    is_transfer_in,
    sex,
    ethnic_group,
    {{ counted_in_period('start_date', 'true', 'month') }} as counted_in_month,
    {{ counted_in_period('start_date', 'true', 'quarter') }} as counted_in_quarter,
    {{ counted_in_period('start_date', 'true', 'year') }} as counted_in_year,
    is_unborn_at_start,
    {{ age_band_with_unborn('is_unborn_at_start', 'age_at_start') }} as age_band_at_start,
    case when end_date is not null then {{ age_band_with_unborn('is_unborn_at_end', 'age_at_end') }} end
        as age_band_at_end,
    locality_at_start,
    locality_at_end,
    end_reason_code,
    previous_plans_count,
    previous_end_date,
    previous_plans_count >= 1 as is_repeat_ever,
    coalesce(start_date <= {{ add_months('previous_end_date', 24) }}, false) as is_repeat_within_2_years,
    case
        when previous_plans_count = 0 then 'none'
        when previous_end_date is null then 'before_our_records'
        when start_date <= {{ add_months('previous_end_date', 24) }} then 'within_2_years'
        else 'over_2_years'
    end as previous_plan,
    end_date - start_date as days_on_plan,
    {{ whole_months('start_date', 'end_date') }} as months_on_plan,
    case when end_date is not null then {{ plan_duration_band(whole_months('start_date', 'end_date')) }} end
        as duration_band_at_end,
    case when end_date is not null then {{ plan_duration_band_dfe('start_date', 'end_date') }} end
        as duration_band_dfe_at_end
from described
