{# Indicators on who the children on a plan are, and why. #}
{% macro indicators_children_on_plans() %}
  {% set registry %}
- id: cp_age_pct
  title: Age of children on a plan
  kind: share
  fact: fct_child_protection_monthly
  when: month_end
  date: month_end
  numerator: "true"
  numerator_label: children of the age
  denominator_label: children on a plan
  breakdowns: {age_band: age_band}
  complete: age_band <> 'unknown'
  unit: "%"
  decimals: 1
  polarity: context
  definition: Share of the children on a plan by age in completed years on the day; the unborn are a band of their own.
  official_basis: Children in need census, DfE age bands

- id: cp_sex_pct
  title: Sex of children on a plan
  kind: share
  fact: fct_child_protection_monthly
  when: month_end
  date: month_end
  numerator: not is_unborn and sex <> 'U'
  excluded: is_unborn or sex = 'U'
  expected: not is_unborn
  complete: sex <> 'U'
  numerator_label: children of the sex
  denominator_label: children on a plan, born and of recorded sex
  breakdowns: {sex: sex}
  unit: "%"
  decimals: 1
  polarity: context
  definition: Share of the children on a plan by recorded sex. The unborn, and children whose sex is not recorded, are left out and counted beside it.
  official_basis: Children in need census

- id: cp_category_month_count
  title: Children on a plan by category of harm and domestic abuse
  kind: count
  fact: fct_child_protection_monthly
  when: month_end
  date: month_end
  period_types: [month]
  numerator: "true"
  numerator_label: children on a plan
  breakdowns: {category_domestic_abuse: category_domestic_abuse}
  unit: children
  polarity: context
  audience: internal
  definition: Children on a plan at the end of the month by the latest category of their plan, each category with and without domestic abuse as a cause of concern.
  official_basis: none (local)
  {% endset %}
  {{ return(registry_rows('children_on_plans', registry)) }}
{% endmacro %}
