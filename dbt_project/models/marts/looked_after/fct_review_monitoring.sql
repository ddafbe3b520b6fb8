-- One row per review held, with what the IRO's monitoring form (I9) says of it and the records that
-- bear it out. The form is expected of every review held (C28); an answer that is missing is never
-- a No (C20).
{%- set questions = {
    'I9_03': 'child_consulted', 'I9_07': 'parents_consulted', 'I9_08': 'permanence_plan', 'I9_22': 'midpoint_check',
} %}
with reviews as (

    select
        held.*,
        lag(held.held_date) over (partition by held.period_of_care_id order by held.held_date) as previous_held_date
    from {{ ref('fct_looked_after_reviews') }} as held
    where held.is_held

),

forms as (

    select
        review_id,
        {%- for code, question in questions.items() %}
        max(nullif(answer_code, 'BLANK')) filter (where question_code = '{{ code }}') as {{ question }}_answer
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('stg_i9_answers') }}
    group by review_id

),

-- Contact with the child counts after the review before, or since the child came into care.
consultations as (

    select
        reviews.review_key,
        coalesce(bool_or(contacts.outcome_code = 'CONSULTED' and {{ is_before_review() }}), false) as is_made,
        coalesce(
            bool_or(contacts.outcome_code = 'CONSULTED' and {{ is_before_review() }} and contacts.mode_code = 'FACE'),
            false
        ) as is_face_to_face,
        bool_or(contacts.outcome_code = 'REFUSED') as is_refused
    from reviews
    inner join {{ ref('fct_periods_of_care') }} as periods using (period_of_care_id)
    inner join {{ ref('stg_pre_review_consultations') }} as contacts on contacts.review_id = reviews.review_id
    group by reviews.review_key

),

described as (

    select
        reviews.*,
        forms.review_id is not null as is_form_returned,
        {%- for question in questions.values() %}
        forms.{{ question }}_answer,
        {%- endfor %}
        coalesce(reviews.age >= 4, false) as is_consultation_expected,
        coalesce(consultations.is_made, false) as is_contact_made,
        coalesce(consultations.is_face_to_face, false) as is_contact_face_to_face,
        coalesce(consultations.is_refused, false) as is_contact_refused,
        places.placement_distance_band,
        plans.plan_type_code as permanence_plan_type_code,
        plans.agreed_date as permanence_plan_agreed_date
    from reviews
    left join forms on forms.review_id = reviews.review_id
    left join consultations on consultations.review_key = reviews.review_key
    left join {{ ref('int_review_placements') }} as places on places.review_key = reviews.review_key
    left join {{ ref('int_review_permanence_plans') }} as plans on plans.review_key = reviews.review_key

)

select
    review_key,
    review_id,
    child_id,
    period_of_care_id,
    sequence_number,
    held_date,
    previous_held_date,
    review_type_code,
    chair_staff_id,
    sex,
    age,
    age_band,
    locality_code,
    coalesce(placement_distance_band, 'unknown') as placement_distance_band,
    is_form_returned,
    {%- for question in questions.values() %}
    {{ question }}_answer,
    {%- endfor %}
    is_consultation_expected,
    case
        when not is_consultation_expected then 'under_four'
        else {{ answer_exclusion('child_consulted_answer') }}
    end as consultation_exclusion_reason,
    -- A Yes without a dated contact before the review is a recording gap, and does not count.
    is_consultation_expected and coalesce(child_consulted_answer = 'YES', false) and is_contact_made
        as is_child_consulted,
    case
        when not is_consultation_expected or coalesce(child_consulted_answer not in ('YES', 'NO'), true) then null
        when child_consulted_answer = 'YES' and is_contact_face_to_face then 'face_to_face'
        when child_consulted_answer = 'YES' and is_contact_made then 'another_way'
        when is_contact_refused then 'refused'
        else 'not_consulted'
    end as consultation_result,
    {{ answer_exclusion('parents_consulted_answer') }} as parents_exclusion_reason,
    coalesce(parents_consulted_answer = 'YES', false) as is_parent_consulted,
    coalesce(sequence_number = 2, false) as is_second_review,
    permanence_plan_agreed_date is not null as has_permanence_plan,
    coalesce(permanence_plan_type_code, 'none') as permanence_plan_type_code,
    permanence_plan_agreed_date
from described
