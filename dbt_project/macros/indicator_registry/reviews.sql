{# Indicators on reviews of children looked after, and on escalations by IROs. #}
{% macro indicators_reviews() %}
  {% set registry %}
- id: lac_review_on_time_pct
  title: Reviews of children looked after held on time
  kind: percentage
  fact: fct_looked_after_reviews
  date: held_date
  numerator: is_held and is_held_on_time
  denominator: is_held and due_date is not null
  excluded: held_date is not null and exclusion_reason is not null
  expected: is_held
  complete: due_date is not null
  numerator_label: reviews held by their due date
  denominator_label: reviews held
  breakdowns: {locality: locality_code, age_band: age_band, review_number: review_number}
  never: [unborn]
  unit: "%"
  target: 100
  target_text: All reviews on time
  polarity: higher
  definition: Share of the reviews held that were held by their due date, which is 20 working days after the child became looked after, three months after the first review and six months after any other.
  official_basis: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33

- id: lac_participation_review_pct
  title: Reviews in which the child took part
  kind: percentage
  fact: fct_looked_after_reviews
  date: held_date
  numerator: is_participating
  denominator: is_participation_coded
  excluded: is_held and not is_participation_coded
  expected: is_participation_expected
  complete: participation_code is not null
  numerator_label: reviews in which the child took part
  denominator_label: reviews of children aged 4 and over with a participation code
  breakdowns: {locality: locality_code, age_band: age_band}
  never: [unborn, under_1]
  unit: "%"
  polarity: higher
  definition: Share of the reviews of children aged four and over in which the child attended or made its views known (codes PN1 to PN6), of those coded PN1 to PN7.
  official_basis: SSDA903 participation codes

- id: lac_escalation_count
  title: Escalations raised
  kind: count
  fact: fct_escalations
  date: raised_date
  numerator: is_formal
  excluded: not is_formal
  numerator_label: escalations raised
  breakdowns: {escalation_reason: primary_reason_code, locality: locality_code}
  unit: escalations
  polarity: context
  definition: Issues that IROs took to a formal stage of dispute resolution, one for each child. Matters settled informally are not counted.
  official_basis: IRO Handbook, paragraph 6.2

- id: lac_escalation_days_mean
  title: Days from raising an escalation to closing it
  kind: mean
  fact: fct_escalations
  date: closed_date
  population: is_formal and calendar_days_to_close is not null
  excluded: is_formal and calendar_days_to_close is null
  numerator_sum: calendar_days_to_close
  numerator_label: calendar days in all
  denominator_label: escalations closed
  breakdowns: {escalation_reason: primary_reason_code}
  unit: days
  decimals: 1
  polarity: lower
  definition: Calendar days from the first formal stage to the close, on average over the escalations closed in the period.
  official_basis: none (local)

- id: lac_escalation_working_days_mean
  title: Working days from raising an escalation to closing it
  kind: mean
  fact: fct_escalations
  date: closed_date
  population: is_formal and working_days_to_close is not null
  excluded: is_formal and working_days_to_close is null
  numerator_sum: working_days_to_close
  numerator_label: working days in all
  denominator_label: escalations closed
  breakdowns: {escalation_reason: primary_reason_code}
  unit: working days
  decimals: 1
  target: 20
  target_text: Within 20 working days
  polarity: lower
  definition: Working days from the first formal stage to the close, on average over the escalations closed in the period. The unit the target is set in.
  official_basis: IRO Handbook, paragraph 6.2
  {% endset %}
  {{ return(registry_rows('reviews', registry)) }}
{% endmacro %}
