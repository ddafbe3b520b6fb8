{# Indicators on reviews that are late, and on how children took part in them. #}
{% macro indicators_reviews_late() %}
  {% set registry %}
- id: lac_review_out_of_time_count
  title: Reviews of children looked after held late
  kind: count
  fact: fct_looked_after_reviews
  date: held_date
  numerator: is_held and held_date > due_date
  excluded: held_date is not null and exclusion_reason is not null
  expected: is_held and held_date > due_date
  complete: coalesce(late_reason_code, 'UNKNOWN') <> 'UNKNOWN'
  numerator_label: reviews held after their due date
  breakdowns: {late_reason: late_reason_code, late_band: late_band, locality: locality_code}
  unit: reviews
  target: 0
  target_text: No review late
  polarity: lower
  definition: Reviews held in the period after the day they were due, by the recorded reason. Late because the child asked for it is still late.
  official_basis: none (local); the IRO Handbook asks for the number and the reasons

- id: lac_review_overdue_count
  title: Reviews of children looked after that are overdue
  kind: count
  fact: fct_overdue_reviews_monthly
  when: month_end
  date: month_end
  numerator: is_counted
  excluded: not is_counted
  numerator_label: reviews overdue
  breakdowns: {late_band: late_band, locality: locality_code}
  unit: reviews
  target: 0
  target_text: No review overdue
  polarity: lower
  definition: Children looked after at the end of the day whose review was due before that day and had not been held.
  official_basis: none (local)

- id: lac_participation_code_pct
  title: How children took part in their reviews
  kind: share
  fact: fct_looked_after_reviews
  date: held_date
  numerator: is_held and fitting_participation_code is not null
  excluded: is_held and fitting_participation_code is null
  expected: is_held
  complete: participation_code is not null
  numerator_label: reviews with the code
  denominator_label: reviews held that have a code
  breakdowns: {participation_code: fitting_participation_code}
  never: [unknown]
  unit: "%"
  polarity: context
  definition: Share of the reviews held by the code for the child's part in it, PN0 for children under four included. Reviews without a code, or with one that contradicts the child's age, are left out.
  official_basis: SSDA903 participation codes
  {% endset %}
  {{ return(registry_rows('reviews_late', registry)) }}
{% endmacro %}
