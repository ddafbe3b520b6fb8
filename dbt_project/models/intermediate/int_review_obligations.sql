-- Within each period of care the obligations to review, in order: those that reviews met, and the
-- one after the last review. Due dates by LR1 (regulation 33), and by LR2 (regulation 36) while
-- the child is placed for adoption.
with held as (

    select
        review_id,
        period_of_care_id,
        held_date,
        row_number() over in_turn as sequence_number,
        lag(held_date) over in_turn as previous_held_date
    from {{ ref('int_recorded_reviews') }}
    where exclusion_reason is null
    window in_turn as (partition by period_of_care_id order by held_date)

),

obligations as (

    select period_of_care_id, review_id, held_date, sequence_number, previous_held_date
    from held
    union all
    select periods.period_of_care_id, null, null, count(held.review_id) + 1, max(held.held_date)
    from {{ ref('fct_periods_of_care') }} as periods
    left join held on held.period_of_care_id = periods.period_of_care_id
    where not periods.is_short_break
    group by periods.period_of_care_id

),

-- The rule in force on the day of the review before.
due_at_first as (

    select
        obligations.*,
        periods.child_id,
        periods.start_date as period_start_date,
        periods.end_date as period_end_date,
        placed.period_of_care_id is not null as is_placed,
        case
            when placed.period_of_care_id is null then
                {{ review_due_date('obligations.sequence_number', 'periods.start_date', 'obligations.previous_held_date') }}
            else {{ adoption_review_due_date('obligations.previous_held_date', 'reviews_since_placing.number') }}
        end as due_date
    from obligations
    inner join {{ ref('fct_periods_of_care') }} as periods
        on periods.period_of_care_id = obligations.period_of_care_id
    left join {{ ref('int_adoption_placements') }} as placed
        on placed.period_of_care_id = obligations.period_of_care_id
        and {{ is_open_at('placed', 'obligations.previous_held_date') }}
    left join lateral (
        select count(*) as number
        from held
        where held.period_of_care_id = placed.period_of_care_id
            and held.held_date between placed.start_date and obligations.previous_held_date
    ) as reviews_since_placing on true

),

-- Being placed for adoption, or coming back from it, sets the due date anew (LR1, LR2).
changes as (

    select period_of_care_id, start_date as change_date, true as is_placed
    from {{ ref('int_adoption_placements') }}
    union all
    select period_of_care_id, end_date, false
    from {{ ref('int_adoption_placements') }}
    where end_date is not null

),

due_in_turn as (

    select period_of_care_id, sequence_number, null::date as change_date, is_placed, due_date
    from due_at_first
    union all
    select
        due.period_of_care_id,
        due.sequence_number,
        changes.change_date,
        changes.is_placed,
        case when changes.is_placed then changes.change_date + 28
            else {{ due_date_after_adoption_placement('due.period_start_date', 'due.previous_held_date') }}
        end
    from due_at_first as due
    inner join changes
        on changes.period_of_care_id = due.period_of_care_id
        and changes.change_date > coalesce(due.previous_held_date, due.period_start_date - 1)
        and changes.change_date <= coalesce(due.held_date, 'infinity')
        and changes.change_date < coalesce(due.period_end_date, 'infinity')

),

-- But not once a review is overdue: it stays due when it was, and so do all changes after that.
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
from due_at_first as due
inner join due_at_last using (period_of_care_id, sequence_number)
-- Ceasing on or before the due date extinguishes the obligation still open.
where due.held_date is not null
    or due.period_end_date is null
    or due.period_end_date > due_at_last.due_date
