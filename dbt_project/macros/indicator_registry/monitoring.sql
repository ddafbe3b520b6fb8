{# Indicators from the IRO's monitoring of reviews: consultation, mid-point checks, permanence. #}
{% macro indicators_monitoring() %}
  {% set registry %}
- id: lac_prereview_consult_pct
  title: Children met or consulted by their IRO before the review
  kind: percentage
  fact: fct_review_monitoring
  date: held_date
  population: is_consultation_expected
  numerator: is_child_consulted
  denominator: consultation_exclusion_reason is null
  excluded: is_consultation_expected and consultation_exclusion_reason is not null
  expected: is_consultation_expected
  complete: consultation_exclusion_reason is distinct from 'not_answered'
  numerator_label: reviews before which the IRO met or consulted the child
  denominator_label: reviews of children aged 4 and over with an answer
  breakdowns: {locality: locality_code, age_band: age_band, placement_distance: placement_distance_band}
  never: [unborn, under_1]
  unit: "%"
  target: 100
  target_text: All children, but in exceptional cases
  polarity: higher
  definition: Share of the reviews held of children aged four and over for which the IRO's monitoring form says that the IRO met or consulted the child, with a contact dated after the review before (or since the child came into care) and no later than the review; of those answered yes or no. By telephone or letter counts; an attempt that the child refused does not.
  official_basis: IRO Handbook; local monitoring form (I9)

- id: lac_prereview_result_pct
  title: How children were consulted before their review
  kind: share
  fact: fct_review_monitoring
  date: held_date
  population: is_consultation_expected
  numerator: consultation_exclusion_reason is null
  excluded: is_consultation_expected and consultation_exclusion_reason is not null
  numerator_label: reviews of children aged 4 and over with an answer
  denominator_label: reviews of children aged 4 and over with an answer
  breakdowns: {consultation_result: consultation_result}
  unit: "%"
  polarity: context
  definition: The same reviews, by whether the IRO met the child face to face, consulted the child in another way, or did not, because the child refused or otherwise.
  official_basis: none (local)

- id: lac_parent_consulted_pct
  title: Parents consulted and supported to take part in the review
  kind: percentage
  fact: fct_review_monitoring
  date: held_date
  numerator: is_parent_consulted
  denominator: parents_exclusion_reason is null
  excluded: parents_exclusion_reason is not null
  expected: "true"
  complete: parents_exclusion_reason is distinct from 'not_answered'
  numerator_label: reviews for which a parent was consulted
  denominator_label: reviews with an answer
  breakdowns: {locality: locality_code, age_band: age_band}
  never: [unborn]
  unit: "%"
  polarity: higher
  definition: Share of the reviews held for which the IRO's monitoring form says that parents were consulted and where appropriate supported to attend or contribute; of those answered yes or no. Any one parent or other holder of parental responsibility counts. Reviews in which parents could have no part (not applicable) are left out.
  official_basis: none (local); monitoring form (I9)

- id: lac_midpoint_check_pct
  title: Mid-point checks made between reviews
  kind: percentage
  fact: fct_midpoint_obligations
  date: midpoint_date
  population: is_counted
  numerator: is_checked
  denominator: is_counted
  excluded: not is_counted
  numerator_label: mid-point checks made
  denominator_label: mid-points passed
  breakdowns: {locality: locality_code, age_band: age_band}
  never: [unborn]
  unit: "%"
  target: 100
  target_text: A check at every mid-point
  polarity: higher
  definition: Share of the mid-points in the period, half-way in whole days between a review held and the date the next one was due, for which the IRO made a check after the one review and no later than the next. Children no longer looked after at the mid-point, and intervals cut short by an earlier review, are left out; so is the time before the first review.
  official_basis: none (local)

- id: lac_midpoint_check_result_pct
  title: When mid-point checks were made
  kind: share
  fact: fct_midpoint_obligations
  date: midpoint_date
  population: is_counted
  numerator: is_counted
  excluded: not is_counted
  numerator_label: mid-points passed
  denominator_label: mid-points passed
  breakdowns: {midpoint_check_result: midpoint_check_result}
  unit: "%"
  polarity: context
  definition: The same mid-points, by whether a check was made in the middle half of the interval, only in its first or last quarter, or not at all.
  official_basis: none (local)

- id: lac_permanence_2nd_review_pct
  title: Plan for permanence in place by the second review
  kind: percentage
  fact: fct_review_monitoring
  date: held_date
  population: is_second_review
  numerator: has_permanence_plan
  denominator: is_second_review
  numerator_label: second reviews with a plan for permanence
  denominator_label: second reviews held
  breakdowns: {locality: locality_code, age_band: age_band}
  never: [unborn]
  unit: "%"
  target: 100
  target_text: A plan for permanence for every child before the second review
  polarity: higher
  definition: Share of the second reviews held by which a plan for permanence had been agreed in the same period of care, on the day of the review at the latest. A plan followed in parallel counts.
  official_basis: none (local); statutory guidance asks for a plan for permanence at the second review

- id: lac_permanence_2nd_review_type_pct
  title: Plans for permanence at the second review
  kind: share
  fact: fct_review_monitoring
  date: held_date
  population: is_second_review
  numerator: is_second_review
  numerator_label: second reviews held
  denominator_label: second reviews held
  breakdowns: {permanence_plan_type: permanence_plan_type_code}
  never: [unknown]
  unit: "%"
  polarity: context
  definition: The second reviews held, by the plan for permanence agreed by then; of several the main one.
  official_basis: none (local)
  {% endset %}
  {{ return(registry_rows('monitoring', registry)) }}
{% endmacro %}
