-- Within each period of care the reviews held, in order, and the one that must follow the last.
-- Each with the date it is due by the rule in force on the day of the review before: LR1
-- (regulation 33), or LR2 (regulation 36) while the child is placed for adoption.
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

-- Reviews are numbered within the period of care: how many came before the placement is enough
-- to number those within it.
placed as (

    select placements.*, count(held.review_id) as reviews_before
    from {{ ref('int_adoption_placements') }} as placements
    left join held
        on held.period_of_care_id = placements.period_of_care_id
        and held.held_date < placements.start_date
    group by placements.period_of_care_id, placements.start_date, placements.end_date

)

select
    obligations.*,
    periods.child_id,
    periods.start_date as period_start_date,
    periods.end_date as period_end_date,
    placed.period_of_care_id is not null as is_placed,
    case
        when placed.period_of_care_id is null then
            {{ review_due_date('obligations.sequence_number', 'periods.start_date', 'obligations.previous_held_date') }}
        else {{ adoption_review_due_date(
            'obligations.previous_held_date', '(obligations.sequence_number - 1 - placed.reviews_before)'
        ) }}
    end as due_date
from obligations
inner join {{ ref('fct_periods_of_care') }} as periods
    on periods.period_of_care_id = obligations.period_of_care_id
left join placed
    on placed.period_of_care_id = obligations.period_of_care_id
    and {{ is_open_at('placed', 'obligations.previous_held_date') }}
