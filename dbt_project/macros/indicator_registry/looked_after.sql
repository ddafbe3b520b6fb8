{# Indicators on children looked after. How to read and extend the list: docs/how-to/add_an_indicator.md #}
{% macro indicators_looked_after() %}
  {% set registry %}
- id: lac_count
  title: Children looked after
  kind: count
  fact: fct_looked_after_monthly
  when: month_end
  date: month_end
  numerator: is_counted
  excluded: not is_counted
  numerator_label: children looked after
  breakdowns: {sex: sex, age_band: age_band, legal_status_group: legal_status_group, ethnic_group: ethnic_group, locality: locality_code, uasc: is_uasc, placement_type: placement_type_code}
  never: [unborn]
  unit: children
  polarity: context
  definition: Children with an episode of care open at the end of the day. Short breaks, children placed here by another authority and people of 18 or over are not counted, except a young person kept on in a community home.
  official_basis: SSDA903 return

- id: lac_uasc_count
  title: Unaccompanied asylum-seeking children looked after
  kind: count
  fact: fct_looked_after_monthly
  when: month_end
  date: month_end
  numerator: is_counted and is_uasc
  excluded: is_uasc and not is_counted
  numerator_label: unaccompanied asylum-seeking children
  breakdowns: {sex: sex, age_band: age_band, locality: locality_code}
  never: [unborn]
  unit: children
  polarity: context
  definition: Children looked after whose status as an unaccompanied asylum-seeking child is open at the end of the day. The status ends with the decision, with the assessment of age, or with the eighteenth birthday.
  official_basis: SSDA903 return, UASC

- id: lac_rate_10k
  title: Children looked after per 10,000 aged under 18
  kind: rate
  fact: fct_looked_after_monthly
  when: month_end
  date: month_end
  numerator: is_counted
  numerator_label: children looked after
  denominator_label: residents aged 0 to 17
  unit: per 10,000
  decimals: 1
  polarity: context
  definition: Children looked after for every 10,000 residents under 18, by the population estimate of the middle of the year in which the reporting year began.
  official_basis: DfE children looked after release; ONS mid-year estimates

- id: lac_legal_status_pct
  title: Legal status of children looked after
  kind: share
  fact: fct_looked_after_monthly
  when: month_end
  date: month_end
  numerator: is_counted
  numerator_label: children with the legal status
  denominator_label: children looked after
  breakdowns: {legal_status_group: legal_status_group, legal_status: legal_status_code}
  never: [V3, V4]
  complete: legal_status_code is not null
  unit: "%"
  polarity: context
  definition: Share of the children looked after by the legal status of the episode that is open. A child with a care order and a placement order is counted under the placement order.
  official_basis: SSDA903 legal status codes

- id: lac_age_pct
  title: Age of children looked after
  kind: share
  fact: fct_looked_after_monthly
  when: month_end
  date: month_end
  numerator: is_counted
  numerator_label: children of the age
  denominator_label: children looked after
  breakdowns: {age_band: age_band}
  never: [unborn]
  complete: age is not null
  unit: "%"
  polarity: context
  definition: Share of the children looked after by age in completed years on the day.
  official_basis: SSDA903 return, DfE age bands

- id: lac_sex_pct
  title: Sex of children looked after
  kind: share
  fact: fct_looked_after_monthly
  when: month_end
  date: month_end
  numerator: is_counted
  numerator_label: children of the sex
  denominator_label: children looked after
  breakdowns: {sex: sex}
  complete: sex <> 'U'
  unit: "%"
  polarity: context
  definition: Share of the children looked after by recorded sex.
  official_basis: SSDA903 return

- id: lac_ethnicity_pct
  title: Ethnic group of children looked after
  kind: share
  fact: fct_looked_after_monthly
  when: month_end
  date: month_end
  numerator: is_counted
  numerator_label: children of the group
  denominator_label: children looked after
  breakdowns: {ethnic_group: ethnic_group}
  complete: ethnic_group <> 'not_obtained'
  unit: "%"
  polarity: context
  definition: Share of the children looked after by ethnic group; those who refused or were not asked stay in the whole.
  official_basis: SSDA903 ethnicity codes, grouped as in 2016 (Chinese under Other)
  {% endset %}
  {{ return(registry_rows('looked_after', registry)) }}
{% endmacro %}
