-- How far from home each child lived on the day of a review held: the placement in force that day,
-- or on the last day of care the one that ended.
select distinct on (reviews.review_key)
    reviews.review_key,
    episodes.placement_id,
    case
        when placements.distance_miles <= 20 then 'to_20_miles'
        when placements.distance_miles > 20 then 'over_20_miles'
        else 'unknown'
    end as placement_distance_band
from {{ ref('fct_looked_after_reviews') }} as reviews
inner join {{ ref('int_looked_after_episodes') }} as episodes
    on episodes.period_of_care_id = reviews.period_of_care_id
    and episodes.start_date <= reviews.held_date
    and (episodes.end_date is null or episodes.end_date >= reviews.held_date)
left join {{ ref('stg_placements') }} as placements on placements.placement_id = episodes.placement_id
where reviews.is_held
order by reviews.review_key, episodes.start_date desc, episodes.episode_id desc
