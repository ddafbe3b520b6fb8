-- One row per child looked after at a month end; children who are not counted carry the reason.
with open_episodes as (

    -- Should episodes overlap, the one begun last holds; a short break yields to any other (C10).
    select distinct on (episodes.child_id, month_ends.month_end)
        month_ends.month_end,
        month_ends.month_key,
        episodes.*
    from {{ ref('int_looked_after_episodes') }} as episodes
    inner join {{ ref('int_month_ends') }} as month_ends
        on {{ is_open_at('episodes', 'month_ends.month_end') }}
    order by episodes.child_id, month_ends.month_end, episodes.is_short_break, episodes.start_date desc

),

unaccompanied as (

    select distinct statuses.child_id, month_ends.month_end
    from {{ ref('stg_immigration_statuses') }} as statuses
    inner join {{ ref('int_month_ends') }} as month_ends
        on coalesce(statuses.start_date, '-infinity') <= month_ends.month_end
        and (statuses.end_date is null or statuses.end_date > month_ends.month_end)
    where statuses.status_code = 'UASC'

),

-- Materialized, or PostgreSQL would work out ages and months anew for every use of them.
described as materialized (

    select
        episodes.*,
        periods.start_date as period_of_care_start_date,
        children.sex,
        children.is_other_authority_child,
        {{ ethnic_group('children.ethnicity_code') }} as ethnic_group,
        {{ age_in_years('children.date_of_birth', 'episodes.month_end') }} as age,
        unaccompanied.child_id is not null as has_uasc_status,
        coalesce(localities.locality_code, 'UNKNOWN') as locality_code,
        localities.team_id,
        reviewing_officers.staff_id as iro_staff_id
    from open_episodes as episodes
    inner join {{ ref('int_children') }} as children on children.child_id = episodes.child_id
    inner join {{ ref('fct_periods_of_care') }} as periods
        on periods.period_of_care_id = episodes.period_of_care_id
    left join unaccompanied
        on unaccompanied.child_id = episodes.child_id
        and unaccompanied.month_end = episodes.month_end
    left join {{ ref('int_child_localities') }} as localities
        on localities.child_id = episodes.child_id
        and {{ is_open_at('localities', 'episodes.month_end') }}
    left join {{ ref('int_allocations') }} as reviewing_officers
        on reviewing_officers.child_id = episodes.child_id
        and reviewing_officers.role_code = 'IRO'
        and {{ is_open_at('reviewing_officers', 'episodes.month_end') }}

),

judged as (

    select
        *,
        case
            when is_short_break then 'short_break'
            when is_other_authority_child then 'other_authority_child'
            -- Section 20(5) lets a community home keep a young person past 18; nothing else does.
            when age >= 18 and not (
                coalesce(legal_status_code, '') = 'V2' and coalesce(placement_type_code, '') = 'K2'
            ) then 'aged_18_or_over'
        end as exclusion_reason
    from described

)

select
    child_id,
    month_end,
    month_key,
    period_of_care_id,
    episode_id,
    period_of_care_start_date,
    sex,
    ethnic_group,
    age,
    {{ age_band('age') }} as age_band,
    -- The status ends with the eighteenth birthday, whatever is recorded (lac_uasc_count).
    has_uasc_status and coalesce(age < 18, true) as is_uasc,
    legal_status_code,
    {{ legal_status_group('legal_status_code') }} as legal_status_group,
    placement_type_code,
    placement_provider_code,
    primary_need_code,
    locality_code,
    team_id,
    iro_staff_id,
    {{ whole_months('period_of_care_start_date', 'month_end') }} as months_looked_after,
    is_short_break,
    exclusion_reason is null as is_counted,
    exclusion_reason
from judged
