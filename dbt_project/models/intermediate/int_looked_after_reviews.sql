-- One row per review held or cancelled, with the obligation it met, and one per obligation that is
-- still open. Reviews that meet no obligation carry the reason.
select
    coalesce(reviews.review_id, obligations.period_of_care_id || '-open') as review_key,
    reviews.review_id,
    coalesce(reviews.child_id, obligations.child_id) as child_id,
    coalesce(reviews.period_of_care_id, obligations.period_of_care_id) as period_of_care_id,
    obligations.sequence_number,
    obligations.due_date,
    coalesce(obligations.is_adoption_review, false) as is_adoption_review,
    reviews.held_date,
    coalesce(reviews.review_type_code, case when obligations.is_adoption_review then 'ADOPTION' else 'STANDARD' end)
        as review_type_code,
    reviews.chair_staff_id,
    reviews.late_reason_code,
    reviews.child_chaired_code,
    reviews.participation_code,
    reviews.exclusion_reason
from {{ ref('int_recorded_reviews') }} as reviews
full join {{ ref('int_review_obligations') }} as obligations on obligations.review_id = reviews.review_id
