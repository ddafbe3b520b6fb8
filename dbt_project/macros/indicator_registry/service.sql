{# Indicators on the unit's own staff and caseloads. #}
{% macro indicators_service() %}
  {% set registry %}
- id: iru_staff_fte
  title: Practitioners in post, full-time equivalent
  kind: sum
  fact: fct_staff_monthly
  when: month_end
  date: month_end
  population: is_practitioner
  numerator_sum: full_time_equivalent
  numerator_label: full-time equivalent in post
  breakdowns: {role: role_code, locality: base_locality_code, employment_type: employment_type_code}
  unit: FTE
  decimals: 1
  polarity: context
  definition: Full-time equivalent of the assignments in post as IRO, ISRO or LADO at the end of the day; people on long absence are still in post.
  official_basis: IRO Handbook, service development

- id: iru_manager_fte
  title: Operations managers in post, full-time equivalent
  kind: sum
  fact: fct_staff_monthly
  when: month_end
  date: month_end
  population: role_code = 'OM'
  numerator_sum: full_time_equivalent
  numerator_label: full-time equivalent in post
  unit: FTE
  decimals: 1
  polarity: context
  definition: Full-time equivalent of the operations managers in post at the end of the day, who are not part of the practitioners' total.
  official_basis: IRO Handbook, service development

- id: iru_caseload_mean_iro
  title: Children looked after per IRO
  kind: mean
  fact: fct_staff_monthly
  when: month_end_mean
  date: month_end
  population: role_code = 'IRO'
  numerator_sum: cases
  denominator_sum: available_full_time_equivalent
  numerator_label: children looked after with an allocated IRO
  denominator_label: full-time equivalent IROs in post and at work
  breakdowns: {locality: base_locality_code}
  unit: cases per FTE
  decimals: 1
  target: 60
  target_text: 60 on average; the IRO Handbook gives 50 to 70
  polarity: lower
  definition: Children looked after who have an IRO, divided by the full-time equivalent of IROs in post and not on long absence, at the month end. For longer periods the mean of the month ends.
  official_basis: IRO Handbook, paragraph 7.15

- id: iru_caseload_mean_isro
  title: Children on a plan per ISRO
  kind: mean
  fact: fct_staff_monthly
  when: month_end_mean
  date: month_end
  population: role_code = 'ISRO'
  numerator_sum: cases
  denominator_sum: available_full_time_equivalent
  numerator_label: children on a plan with an allocated chair
  denominator_label: full-time equivalent ISROs in post and at work
  breakdowns: {locality: base_locality_code}
  unit: cases per FTE
  decimals: 1
  target: 60
  target_text: 60 on average
  polarity: lower
  definition: Children on a child protection plan who have an ISRO, divided by the full-time equivalent of ISROs in post and not on long absence, at the month end. For longer periods the mean of the month ends.
  official_basis: none (local target)
  {% endset %}
  {{ return(registry_rows('service', registry)) }}
{% endmacro %}
