-- The plan for permanence agreed in the same period of care by the day of each review held; of
-- several the main one, then the latest. A plan followed in parallel is a plan too.
select distinct on (reviews.review_key)
    reviews.review_key,
    plans.permanence_plan_id,
    plans.plan_type_code,
    plans.agreed_date
from {{ ref('fct_looked_after_reviews') }} as reviews
inner join {{ ref('fct_periods_of_care') }} as periods
    on periods.period_of_care_id = reviews.period_of_care_id
inner join {{ ref('stg_permanence_plans') }} as plans
    on plans.child_id = reviews.child_id
    and plans.agreed_date between periods.start_date and reviews.held_date
    and plans.plan_type_code is not null
where reviews.is_held
order by
    reviews.review_key, plans.rank_code = 'P' desc nulls last, plans.agreed_date desc, plans.permanence_plan_id
