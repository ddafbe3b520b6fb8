-- SSDA903 episodes with legal status and placement, each put into its period of care (C09).
-- Short breaks (V3, V4) form periods of their own and are never joined to others (C10).
with episodes as (

    select
        episodes.*,
        details.legal_status_code,
        coalesce(details.legal_status_code in ('V3', 'V4'), false) as is_short_break,
        placements.placement_type_code,
        placements.provider_code as placement_provider_code
    from {{ ref('stg_looked_after_episodes') }} as episodes
    left join {{ ref('stg_looked_after_episode_details') }} as details
        on details.episode_id = episodes.episode_id
    left join {{ ref('stg_placements') }} as placements
        on placements.placement_id = episodes.placement_id
    -- An episode without a start, or that ends before it, is a recording gap and not a spell.
    where episodes.child_id is not null
        and coalesce(episodes.end_date, 'infinity') >= episodes.start_date

),

reach as (

    select
        *,
        max(coalesce(end_date, 'infinity')) over earlier as earlier_end,
        lag(end_reason_code) over child_order as previous_end_reason_code
    from episodes
    window
        child_order as (
            partition by child_id, is_short_break
            order by start_date, coalesce(end_date, 'infinity'), episode_id
        ),
        earlier as (child_order rows between unbounded preceding and 1 preceding)

),

chained as (

    select
        *,
        -- Starting on the day the last one ended continues the period, whatever the reasons say.
        coalesce(start_date > earlier_end, true) as is_new_period,
        start_date < earlier_end as is_overlapping,
        start_date = earlier_end and (previous_end_reason_code is distinct from 'X1' or start_reason_code = 'S')
            as is_same_day_return
    from reach

),

numbered as (

    select
        *,
        count(*) filter (where is_new_period) over (
            partition by child_id, is_short_break
            order by start_date, coalesce(end_date, 'infinity'), episode_id
        ) as period_number
    from chained

)

select
    episode_id,
    child_id,
    child_id || '-' || case when is_short_break then 'short-' else '' end || to_char(
        min(start_date) over (partition by child_id, is_short_break, period_number), 'YYYYMMDD'
    ) as period_of_care_id,
    start_date,
    end_date,
    start_reason_code,
    end_reason_code,
    legal_status_code,
    is_short_break,
    primary_need_code,
    placement_id,
    placement_type_code,
    placement_provider_code,
    coalesce(is_overlapping, false) as is_overlapping,
    coalesce(is_same_day_return, false) as is_same_day_return
from numbered
