-- Obligations to review children looked after: those that reviews met, and those still open, with
-- their due dates.
--
-- Being placed for adoption, or coming back from it, sets the due date anew (LR1, LR2).
with changes as (

    select period_of_care_id, start_date as change_date, true as is_placed
    from {{ ref('int_adoption_placements') }}
    union all
    select period_of_care_id, end_date, false
    from {{ ref('int_adoption_placements') }}
    where end_date is not null

),

due_in_turn as (

    select period_of_care_id, sequence_number, null::date as change_date, is_placed, due_date
    from {{ ref('int_review_sequence') }}
    union all
    select
        due.period_of_care_id,
        due.sequence_number,
        changes.change_date,
        changes.is_placed,
        case when changes.is_placed then changes.change_date + 28
            else {{ due_date_after_adoption_placement('due.period_start_date', 'due.previous_held_date') }}
        end
    from {{ ref('int_review_sequence') }} as due
    inner join changes
        on changes.period_of_care_id = due.period_of_care_id
        and changes.change_date > coalesce(due.previous_held_date, due.period_start_date - 1)
        and changes.change_date <= coalesce(due.held_date, 'infinity')
        and changes.change_date < coalesce(due.period_end_date, 'infinity')

),

-- But not once a review is overdue: it stays due when it was, whatever comes after.
in_time as (

    select
        *,
        coalesce(change_date <= lag(due_date) over in_turn, true) as is_in_time
    from due_in_turn
    window in_turn as (partition by period_of_care_id, sequence_number order by change_date nulls first)

),

holding as (

    select
        *,
        bool_and(is_in_time) over (
            partition by period_of_care_id, sequence_number order by change_date nulls first
        ) as is_holding
    from in_time

),

due_at_last as (

    select distinct on (period_of_care_id, sequence_number) *
    from holding
    where is_holding
    order by period_of_care_id, sequence_number, change_date desc nulls last

)

select
    due.period_of_care_id,
    due.child_id,
    due.sequence_number::integer as sequence_number,
    due.review_id,
    due.held_date,
    due.previous_held_date,
    due.period_end_date,
    due_at_last.due_date,
    due_at_last.is_placed as is_adoption_review
from {{ ref('int_review_sequence') }} as due
inner join due_at_last using (period_of_care_id, sequence_number)
-- Ceasing on or before the due date extinguishes the obligation still open.
where due.held_date is not null
    or due.period_end_date is null
    or due.period_end_date > due_at_last.due_date
