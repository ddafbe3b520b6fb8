{# Indicators on care leavers around their 19th to 21st birthdays (SSDA903 OC3). #}
{% macro indicators_care_leavers() %}
  {% set registry %}
- id: leaver_eet_pct
  title: Care leavers in education, employment or training
  kind: percentage
  fact: fct_care_leavers
  date: birthday_month
  period_types: [year]
  numerator: is_in_cohort and is_in_education_or_work
  denominator: is_in_cohort
  excluded: not is_in_cohort
  expected: is_in_cohort
  complete: not is_activity_unknown
  numerator_label: care leavers in education, employment or training
  denominator_label: care leavers of 19 to 21
  breakdowns: {age_point: age_point_code, sex: sex}
  unit: "%"
  polarity: higher
  definition: Share of the care leavers whose 19th, 20th or 21st birthday fell in the year who were in education, employment or training around it. Those of whom nothing is known stay in the whole.
  official_basis: SSDA903 return, OC3

- id: leaver_neet_pct
  title: Care leavers not in education, employment or training
  kind: percentage
  fact: fct_care_leavers
  date: birthday_month
  period_types: [year]
  numerator: is_in_cohort and is_not_in_education_or_work
  denominator: is_in_cohort
  excluded: not is_in_cohort
  expected: is_in_cohort
  complete: not is_activity_unknown
  numerator_label: care leavers not in education, employment or training
  denominator_label: care leavers of 19 to 21
  breakdowns: {age_point: age_point_code, sex: sex}
  unit: "%"
  polarity: lower
  definition: Share of the care leavers whose 19th, 20th or 21st birthday fell in the year who were not in education, employment or training around it because of illness or disability, pregnancy or parenting, or other circumstances. Those of whom nothing is known stay in the whole.
  official_basis: SSDA903 return, OC3

- id: leaver_nodata_pct
  title: Care leavers whose activity is not known
  kind: percentage
  fact: fct_care_leavers
  date: birthday_month
  period_types: [year]
  numerator: is_in_cohort and is_activity_unknown
  denominator: is_in_cohort
  excluded: not is_in_cohort
  numerator_label: care leavers whose activity is not known
  denominator_label: care leavers of 19 to 21
  breakdowns: {age_point: age_point_code, sex: sex}
  unit: "%"
  polarity: lower
  definition: Share of the care leavers whose 19th, 20th or 21st birthday fell in the year of whose activity around it nothing is recorded.
  official_basis: SSDA903 return, OC3
  {% endset %}
  {{ return(fromyaml(registry)) }}
{% endmacro %}
