-- CR1: the review conferences of each plan spell, in order, each against the date it was due.
with held as (

    select
        conferences.conference_id,
        conferences.held_date,
        spells.spell_id,
        spells.start_date as plan_start_date,
        -- A review on or before the day the plan began is an error (CIN rule 8841).
        conferences.held_date <= spells.start_date as is_before_plan
    from {{ ref('int_conferences') }} as conferences
    inner join {{ ref('int_child_protection_plans') }} as plans on plans.plan_id = conferences.plan_id
    inner join {{ ref('int_child_protection_spells') }} as spells on spells.spell_id = plans.spell_id
    where conferences.conference_type_code = 'RCPC' and conferences.held_date is not null

)

select
    conference_id,
    spell_id,
    held_date,
    case when not is_before_plan then row_number() over in_turn end::integer as sequence_number,
    case when not is_before_plan
        then {{ review_conference_due_date('plan_start_date', 'lag(held_date) over in_turn') }}
    end as due_date
from held
window in_turn as (partition by spell_id, is_before_plan order by held_date, conference_id)
