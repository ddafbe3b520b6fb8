{# Indicators on child protection plans that start and end. #}
{% macro indicators_plans() %}
  {% set registry %}
- id: cp_started_count
  title: Child protection plans started
  kind: count
  fact: fct_child_protection_plans
  date: start_date
  numerator: "true"
  numerator_label: plans started
  breakdowns: {counted: "counted_in_{period}", locality: locality_at_start, age_band: age_band_at_start, category: initial_category_code, sex: sex, previous_plan: previous_plan}
  unit: plans
  polarity: context
  definition: Plans that began in the period. A plan that overlaps the child's last one, or begins on the day it ended, continues it.
  official_basis: Children in need census, table D1

- id: cp_new_by_locality_month
  title: Child protection plans started, by locality and month
  kind: count
  fact: fct_child_protection_plans
  date: start_date
  period_types: [month]
  numerator: "true"
  numerator_label: plans started
  breakdowns: {locality: locality_at_start}
  unit: plans
  polarity: context
  audience: internal
  definition: Plans that began in the month, by the locality of the team responsible for the child on the day.
  official_basis: none (local)

- id: cp_ended_count
  title: Child protection plans ended
  kind: count
  fact: fct_child_protection_plans
  date: end_date
  numerator: "true"
  numerator_label: plans ended
  breakdowns: {locality: locality_at_end, end_reason: end_reason_code, duration_band: duration_band_at_end, duration_band_dfe: duration_band_dfe_at_end}
  unit: plans
  polarity: context
  definition: Plans that ended in the period and were not continued by another.
  official_basis: Children in need census, table D1

- id: cp_duration_ended_band
  title: How long plans had lasted when they ended
  kind: share
  fact: fct_child_protection_plans
  date: end_date
  numerator: "true"
  numerator_label: plans in the band
  denominator_label: plans ended
  breakdowns: {duration_band: duration_band_at_end, duration_band_dfe: duration_band_dfe_at_end}
  unit: "%"
  decimals: 1
  polarity: context
  definition: Share of the plans that ended in the period by whole months from first to last day, in the annual report's bands and in DfE's.
  official_basis: Children in need census, table D7

- id: cp_repeat_ever_pct
  title: Plans started for a child who had one before
  kind: percentage
  fact: fct_child_protection_plans
  date: start_date
  numerator: is_repeat_ever
  denominator: "true"
  numerator_label: second and later plans
  denominator_label: plans started
  breakdowns: {age_band: age_band_at_start, category: initial_category_code}
  unit: "%"
  decimals: 1
  polarity: lower
  definition: Share of the plans started whose child had a plan at any earlier time, by our own records or by the number recorded on the plan, whichever is larger.
  official_basis: Children in need census, table D3

- id: cp_repeat_2y_pct
  title: Plans started within two years of the child's last plan
  kind: percentage
  fact: fct_child_protection_plans
  date: start_date
  numerator: is_repeat_within_2_years
  denominator: "true"
  numerator_label: plans started within two years of the last
  denominator_label: plans started
  breakdowns: {locality: locality_at_start}
  unit: "%"
  decimals: 1
  polarity: lower
  definition: Share of the plans started no more than 24 months after the child's last plan in our records ended, from the end of the one to the start of the other.
  official_basis: none (local)
  {% endset %}
  {{ return(registry_rows('plans', registry)) }}
{% endmacro %}
