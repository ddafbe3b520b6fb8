-- Review obligations (LR1, regulation 33; LR2 for children placed for adoption) and the reviews
-- that met them: one row per review held or cancelled, and one per obligation still open. Held
-- reviews that meet no obligation carry the reason.
select
    reviews.review_key,
    reviews.review_id,
    reviews.child_id,
    reviews.period_of_care_id,
    reviews.sequence_number,
    case when reviews.sequence_number <= 2 then reviews.sequence_number::text
        when reviews.sequence_number > 2 then '3_and_later' end as review_number,
    reviews.due_date,
    reviews.held_date,
    reviews.is_adoption_review,
    reviews.review_type_code,
    reviews.chair_staff_id,
    reviews.late_reason_code,
    reviews.child_chaired_code,
    reviews.participation_code,
    children.sex,
    {{ ethnic_group('children.ethnicity_code') }} as ethnic_group,
    {{ age_in_years('children.date_of_birth', 'coalesce(reviews.held_date, reviews.due_date)') }} as age,
    {{ age_band(age_in_years('children.date_of_birth', 'coalesce(reviews.held_date, reviews.due_date)')) }} as age_band,
    coalesce(localities.locality_code, 'UNKNOWN') as locality_code,
    reviews.exclusion_reason,
    reviews.held_date is not null and reviews.exclusion_reason is null as is_held,
    coalesce(reviews.held_date <= reviews.due_date and reviews.exclusion_reason is null, false) as is_held_on_time,
    reviews.held_date is null and reviews.due_date < as_at.data_as_at and reviews.exclusion_reason is null
        as is_overdue,
    case
        when reviews.held_date > reviews.due_date
            then {{ working_days_between('reviews.due_date', 'reviews.held_date') }}
    end as working_days_late,
    case
        when reviews.held_date > reviews.due_date
            then {{ late_band(working_days_between('reviews.due_date', 'reviews.held_date')) }}
    end as late_band,
    -- PN0 is for children under four, PN1 to PN7 are for the others; a code that contradicts the age is none.
    case
        when reviews.exclusion_reason is null
            and (reviews.participation_code = 'PN0')
                = coalesce({{ age_in_years('children.date_of_birth', 'reviews.held_date') }} < 4, reviews.participation_code = 'PN0')
            then reviews.participation_code
    end as fitting_participation_code,
    -- Participation: children of four and over whose taking part was coded PN1 to PN7.
    reviews.exclusion_reason is null
    and reviews.held_date is not null
    and {{ age_in_years('children.date_of_birth', 'reviews.held_date') }} >= 4 as is_participation_expected,
    reviews.exclusion_reason is null
    and {{ age_in_years('children.date_of_birth', 'reviews.held_date') }} >= 4
    and coalesce(reviews.participation_code in ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6', 'PN7'), false)
        as is_participation_coded,
    reviews.exclusion_reason is null
    and {{ age_in_years('children.date_of_birth', 'reviews.held_date') }} >= 4
    and coalesce(reviews.participation_code in ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6'), false)
        as is_participating
from {{ ref('int_looked_after_reviews') }} as reviews
inner join {{ ref('int_children') }} as children on children.child_id = reviews.child_id
cross join {{ ref('int_as_at') }} as as_at
left join {{ ref('int_child_localities') }} as localities
    on localities.child_id = reviews.child_id
    and {{ is_open_at('localities', 'coalesce(reviews.held_date, reviews.due_date)') }}
