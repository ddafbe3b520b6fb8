-- Teams, with the locality each serves now.
with current_localities as (

    select distinct on (localities.team_id)
        localities.team_id,
        localities.locality_code,
        localities.team_function_code
    from {{ ref('stg_team_localities') }} as localities
    order by localities.team_id, localities.valid_from_date desc

)

select
    teams.team_id,
    teams.team_name,
    teams.parent_team_id,
    teams.parent_team_name,
    coalesce(localities.locality_code, 'UNKNOWN') as locality_code,
    localities.team_function_code
from {{ ref('stg_teams') }} as teams
left join current_localities as localities on localities.team_id = teams.team_id
