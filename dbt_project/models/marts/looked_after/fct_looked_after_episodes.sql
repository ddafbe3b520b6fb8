-- One row per SSDA903 episode.
select
    episodes.episode_id,
    episodes.child_id,
    episodes.period_of_care_id,
    episodes.start_date,
    episodes.end_date,
    episodes.start_reason_code,
    episodes.end_reason_code,
    episodes.legal_status_code,
    {{ legal_status_group('episodes.legal_status_code') }} as legal_status_group,
    episodes.primary_need_code,
    episodes.placement_id,
    episodes.placement_type_code,
    episodes.placement_provider_code,
    {{ age_in_years('children.date_of_birth', 'episodes.start_date') }} as age_at_start,
    episodes.is_short_break,
    children.is_other_authority_child,
    episodes.is_overlapping,
    episodes.is_same_day_return
from {{ ref('int_looked_after_episodes') }} as episodes
inner join {{ ref('int_children') }} as children on children.child_id = episodes.child_id
