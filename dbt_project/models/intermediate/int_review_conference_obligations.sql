-- CR1: every review conference a plan spell called for: those held, each with the day by which it
-- was due, and after them the one that is due next. A plan that ends before that day is rid of it.
with held as (

    select spell_id, sequence_number, due_date, held_date
    from {{ ref('int_review_conferences') }}
    where sequence_number is not null

),

last_held as (

    select spell_id, max(sequence_number) as sequence_number, max(held_date) as held_date
    from held
    group by spell_id

)

select spell_id, sequence_number, due_date, held_date from held
union all
select
    spells.spell_id,
    coalesce(last_held.sequence_number, 0) + 1,
    {{ review_conference_due_date('spells.start_date', 'last_held.held_date') }},
    null
from {{ ref('int_child_protection_spells') }} as spells
left join last_held on last_held.spell_id = spells.spell_id
