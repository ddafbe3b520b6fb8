{# Indicators on child protection plans open at a date. #}
{% macro indicators_child_protection() %}
  {% set registry %}
- id: cp_count
  title: Children subject to a child protection plan
  kind: count
  fact: fct_child_protection_monthly
  when: month_end
  date: month_end
  numerator: "true"
  numerator_label: children on a plan
  breakdowns: {sex: sex, age_band: age_band, category: category_code, ethnic_group: ethnic_group, locality: locality_code, duration_band: duration_band, duration_band_dfe: duration_band_dfe, looked_after: is_looked_after}
  unit: children
  polarity: context
  definition: Children, the unborn included, with a plan open at the end of the day. Plans held for another authority for a time are not counted.
  official_basis: Children in need census

- id: cp_rate_10k
  title: Children on a child protection plan per 10,000 aged under 18
  kind: rate
  fact: fct_child_protection_monthly
  when: month_end
  date: month_end
  numerator: "true"
  numerator_label: children on a plan
  denominator_label: residents aged 0 to 17
  unit: per 10,000
  decimals: 1
  polarity: context
  definition: Children on a plan for every 10,000 residents under 18, by the population estimate of the middle of the year in which the reporting year began.
  official_basis: Children in need census; ONS mid-year estimates

- id: cp_category_pct
  title: Category of harm of children on a plan
  kind: share
  fact: fct_child_protection_monthly
  when: month_end
  date: month_end
  numerator: "true"
  numerator_label: children in the category
  denominator_label: children on a plan
  breakdowns: {category: category_code, initial_category: initial_category_code}
  complete: category_code is not null
  unit: "%"
  decimals: 1
  polarity: context
  definition: Share of the children on a plan by the latest category of their plan, and beside it by the category the plan began with.
  official_basis: Children in need census, table D4

- id: cp_duration_open_band
  title: How long children have been on their plan
  kind: share
  fact: fct_child_protection_monthly
  when: month_end
  date: month_end
  numerator: "true"
  numerator_label: children in the band
  denominator_label: children on a plan
  breakdowns: {duration_band: duration_band, duration_band_dfe: duration_band_dfe}
  unit: "%"
  decimals: 1
  polarity: context
  definition: Share of the children on a plan by whole months since it began, in the annual report's bands and in DfE's.
  official_basis: Children in need census, table D5
  {% endset %}
  {{ return(registry_rows('child_protection', registry)) }}
{% endmacro %}
