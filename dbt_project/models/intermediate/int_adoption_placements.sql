-- Unbroken spells in placements for adoption (A3 to A6) within each period of care.
with placed as (

    select
        *,
        max(coalesce(end_date, 'infinity')) over (
            in_turn rows between unbounded preceding and 1 preceding
        ) as earlier_end
    from {{ ref('int_looked_after_episodes') }}
    where placement_type_code in ('A3', 'A4', 'A5', 'A6')
        and (end_date is null or end_date > start_date)
    window in_turn as (
        partition by period_of_care_id order by start_date, coalesce(end_date, 'infinity'), episode_id
    )

),

numbered as (

    select
        *,
        count(*) filter (where earlier_end is null or start_date > earlier_end) over (
            partition by period_of_care_id order by start_date, coalesce(end_date, 'infinity'), episode_id
        ) as spell_number
    from placed

)

select
    period_of_care_id,
    min(start_date) as start_date,
    nullif(max(coalesce(end_date, 'infinity')), 'infinity') as end_date
from numbered
group by period_of_care_id, spell_number
