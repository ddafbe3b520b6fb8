{# Indicators on the unit's improvement plan, and on practitioners above the caseload ceiling. #}
{% macro indicators_actions() %}
  {% set registry %}
- id: iru_caseload_over_target_pct
  title: Practitioners above the caseload ceiling
  kind: percentage
  fact: fct_caseloads_monthly
  when: month_end
  date: month_end
  numerator: is_over_ceiling
  denominator: exclusion_reason is null
  excluded: exclusion_reason is not null
  numerator_label: practitioners above the ceiling
  denominator_label: practitioners in post and at work
  breakdowns: {role: role_code, locality: base_locality_code}
  never: [LADO]
  unit: "%"
  target: 0
  target_text: All IROs hold a maximum of 60 cases for a full-time post
  polarity: lower
  definition: Share of the IROs and ISROs whose cases, divided by their full-time equivalent, are more than the ceiling at the month end; exactly the ceiling is not above it. Who holds both roles counts once in each. Left out are practitioners in their first six weeks and those on long absence.
  official_basis: none (local)

- id: iru_action_rag
  title: Actions of the improvement plan by rating
  kind: count
  fact: fct_action_items_monthly
  when: month_end
  date: month_end
  numerator: "true"
  expected: "true"
  complete: rag_code is not null
  numerator_label: actions of the plan in force
  breakdowns: {rag: rag_code, objective_group: objective_group_code, lead_role: lead_role_code}
  period_types: [quarter, year]
  unit: actions
  target_text: All green
  polarity: context
  definition: Actions of the improvement plan in force on the day, by the rating last given. A plan is in force until the next one begins.
  official_basis: none (local)
  {% endset %}
  {{ return(fromyaml(registry)) }}
{% endmacro %}
