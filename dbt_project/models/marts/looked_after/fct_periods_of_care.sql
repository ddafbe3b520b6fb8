-- One row per period of care: a child's unbroken chain of episodes (C09).
with periods as (

    select
        period_of_care_id,
        child_id,
        bool_or(is_short_break) as is_short_break,
        min(start_date) as start_date,
        nullif(max(coalesce(end_date, 'infinity')), 'infinity') as end_date,
        count(*)::integer as episode_count,
        (array_agg(legal_status_code order by start_date, end_date))[1] as first_legal_status_code,
        (array_agg(primary_need_code order by start_date, end_date))[1] as primary_need_code,
        (array_agg(end_reason_code order by coalesce(end_date, 'infinity') desc, start_date desc))[1]
            as last_end_reason_code,
        bool_or(is_overlapping) as is_overlapping,
        bool_or(is_same_day_return) as is_same_day_return
    from {{ ref('int_looked_after_episodes') }}
    group by period_of_care_id, child_id

),

-- Materialized, or PostgreSQL would work out ages and months anew for every use of them.
described as materialized (

    select
        periods.*,
        children.sex,
        children.is_uasc_ever,
        exists (
            select 1
            from {{ ref('stg_immigration_statuses') }} as statuses
            where statuses.child_id = periods.child_id
                and statuses.status_code = 'UASC'
                and coalesce(statuses.start_date, '-infinity') <= periods.start_date
                and (statuses.end_date is null or statuses.end_date > periods.start_date)
        ) as is_uasc_at_start,
        exists (
            select 1
            from {{ ref('int_child_protection_spells') }} as plans
            where plans.child_id = periods.child_id
                and plans.start_date < periods.start_date
        ) as has_earlier_plan,
        {{ ethnic_group('children.ethnicity_code') }} as ethnic_group,
        {{ age_in_years('children.date_of_birth', 'periods.start_date') }} as age_at_start,
        {{ age_in_years('children.date_of_birth', 'periods.end_date') }} as age_at_end,
        case
            when periods.is_short_break then 'short_break'
            when children.is_other_authority_child then 'other_authority_child'
        end as exclusion_reason,
        coalesce(locality_at_start.locality_code, 'UNKNOWN') as locality_at_start,
        coalesce(locality_at_end.locality_code, 'UNKNOWN') as locality_at_end
    from periods
    inner join {{ ref('int_children') }} as children on children.child_id = periods.child_id
    left join {{ ref('int_child_localities') }} as locality_at_start
        on locality_at_start.child_id = periods.child_id
        and {{ is_open_at('locality_at_start', 'periods.start_date') }}
    -- On the last day the child's team may already have closed the case: take the day before.
    left join {{ ref('int_child_localities') }} as locality_at_end
        on locality_at_end.child_id = periods.child_id
        and {{ is_open_at('locality_at_end', '(periods.end_date - 1)') }}

),

counted as (

    select
        *,
        -- A person aged 18 cannot start to be looked after (lac_started_count).
        exclusion_reason is null and coalesce(age_at_start < 18, true) as is_counted_start,
        exclusion_reason is null and end_date is not null as is_counted_end
    from described

)

select
    period_of_care_id,
    child_id,
    start_date,
    end_date,
    episode_count,
    sex,
    ethnic_group,
    is_uasc_ever,
    is_uasc_at_start,
    has_earlier_plan,
    age_at_start,
    {{ age_band('age_at_start') }} as age_band_at_start,
    age_at_end,
    {{ age_band('age_at_end') }} as age_band_at_end,
    first_legal_status_code,
    {{ legal_status_group('first_legal_status_code') }} as legal_status_group_at_start,
    primary_need_code,
    last_end_reason_code as end_reason_code,
    case when end_date is not null then {{ ceased_reason_group('last_end_reason_code') }} end as ceased_reason_group,
    case last_end_reason_code when 'E4A' then 'planned' when 'E4B' then 'unplanned' end as returned_home,
    locality_at_start,
    locality_at_end,
    end_date - start_date as days_looked_after,
    case when end_date is not null then {{ plan_duration_band(whole_months('start_date', 'end_date')) }} end
        as duration_band,
    is_short_break,
    exclusion_reason,
    is_counted_start,
    is_counted_end,
    -- A child counts once a period: at the first start and at the last end in it (DfE).
    {%- for period in ['month', 'quarter', 'year'] %}
    {{ is_first_in_period('start_date', 'is_counted_start', period) }} as is_first_start_in_{{ period }},
    {{ is_last_in_period('end_date', 'is_counted_end', period) }} as is_last_end_in_{{ period }},
    {%- endfor %}
    is_overlapping,
    is_same_day_return
from counted
