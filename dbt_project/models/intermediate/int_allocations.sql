-- Who was responsible for a child on each day, one spell per child, role and day: the social
-- worker (SW), the IRO and the conference chair (ISRO). Where recorded involvements overlap, the
-- one begun last holds.
with involvements as (

    select *
    from {{ ref('stg_involvements') }}
    where role_code in ('SW', 'IRO', 'ISRO')
        and start_date is not null
        and (end_date is null or end_date > start_date)

),

boundaries as (

    select child_id, role_code, start_date as spell_start from involvements
    union
    select child_id, role_code, end_date from involvements where end_date is not null

),

spells as (

    select
        *,
        lead(spell_start) over (partition by child_id, role_code order by spell_start) as spell_end
    from boundaries

)

select distinct on (spells.child_id, spells.role_code, spells.spell_start)
    spells.child_id,
    spells.role_code,
    spells.spell_start as start_date,
    spells.spell_end as end_date,
    involvements.staff_id,
    involvements.team_id
from spells
inner join involvements
    on involvements.child_id = spells.child_id
    and involvements.role_code = spells.role_code
    and {{ is_open_at('involvements', 'spells.spell_start') }}
order by
    spells.child_id, spells.role_code, spells.spell_start, involvements.start_date desc, involvements.involvement_id
