-- C15: a child's locality on a day is that of the social-work team responsible on that day.
with localities as (

    -- The contract gives the last day on which a team served a locality; spells end on the day
    -- after, or when the team's next one begins.
    select
        team_id,
        locality_code,
        valid_from_date,
        least(valid_to_date + 1, lead(valid_from_date) over (partition by team_id order by valid_from_date))
            as valid_end_date
    from {{ ref('stg_team_localities') }}

)

select
    allocations.child_id,
    greatest(allocations.start_date, localities.valid_from_date) as start_date,
    least(allocations.end_date, localities.valid_end_date) as end_date,
    allocations.team_id,
    localities.locality_code
from {{ ref('int_allocations') }} as allocations
inner join localities
    on localities.team_id = allocations.team_id
    and (localities.valid_end_date is null or localities.valid_end_date > allocations.start_date)
    and (allocations.end_date is null or allocations.end_date > localities.valid_from_date)
where allocations.role_code = 'SW'
