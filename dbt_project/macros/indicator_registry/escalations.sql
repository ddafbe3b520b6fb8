{# Indicators on escalations by IROs (dispute resolution). #}
{% macro indicators_escalations() %}
  {% set registry %}
- id: lac_escalation_count
  title: Escalations raised
  kind: count
  fact: fct_escalations
  date: raised_date
  numerator: is_formal
  excluded: not is_formal
  numerator_label: escalations raised
  breakdowns: {escalation_reason: primary_reason_code, escalation_stage: highest_stage, locality: locality_code}
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
  breakdowns: {escalation_reason: primary_reason_code, escalation_stage: highest_stage}
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
  breakdowns: {escalation_reason: primary_reason_code, escalation_stage: highest_stage}
  unit: working days
  decimals: 1
  target: 20
  target_text: Within 20 working days
  polarity: lower
  definition: Working days from the first formal stage to the close, on average over the escalations closed in the period. The unit the target is set in.
  official_basis: IRO Handbook, paragraph 6.2

- id: lac_escalation_reason_pct
  title: Reasons for escalations
  kind: share
  fact: fct_escalations
  date: raised_date
  numerator: is_formal and primary_reason_code <> 'UNKNOWN'
  excluded: is_formal and primary_reason_code = 'UNKNOWN'
  expected: is_formal
  complete: primary_reason_code <> 'UNKNOWN'
  numerator_label: escalations for the reason
  denominator_label: escalations raised with a reason
  breakdowns: {escalation_reason: primary_reason_code}
  never: [unknown]
  unit: "%"
  polarity: context
  definition: Share of the escalations raised in the period by their main reason; those without a recorded reason are left out.
  official_basis: none (local)

- id: lac_escalation_20wd_pct
  title: Escalations closed within 20 working days
  kind: percentage
  fact: fct_escalations
  date: twentieth_working_day
  population: is_formal and exclusion_reason is null
  numerator: is_closed_within_20_working_days
  denominator: is_formal
  excluded: is_formal and exclusion_reason is not null
  numerator_label: escalations closed within 20 working days
  denominator_label: escalations whose twentieth working day has come
  breakdowns: {escalation_reason: primary_reason_code, escalation_stage: highest_stage, exceptional_agreed: is_exceptional_agreed}
  unit: "%"
  target: 100
  target_text: All within 20 working days, unless agreed otherwise
  polarity: higher
  definition: Of the escalations whose twentieth working day after the first formal stage falls in the period, the share closed by that day. Where a longer time was agreed, a later close is still late.
  official_basis: IRO Handbook, paragraph 6.2
  {% endset %}
  {{ return(registry_rows('escalations', registry)) }}
{% endmacro %}
