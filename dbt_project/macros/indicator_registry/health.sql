{# Indicators on the health of children looked after for twelve months (SSDA903 OC2). #}
{% macro indicators_health() %}
  {% set registry %}
- id: lac_immunisation_pct
  title: Immunisations up to date
  kind: percentage
  fact: fct_looked_after_health
  date: return_date
  period_types: [year]
  numerator: is_in_cohort and is_immunised
  denominator: is_in_cohort and is_immunised is not null
  excluded: not is_in_cohort
  expected: is_in_cohort
  complete: is_immunised is not null
  numerator_label: children with immunisations up to date
  denominator_label: children looked after for twelve months with an answer
  breakdowns: {age_band: age_band, sex: sex, locality: locality_code}
  never: [unborn, under_1]
  unit: "%"
  polarity: higher
  definition: Share of the children looked after on 31 March for at least twelve months without a break whose immunisations were up to date then. A child who refused is not up to date. Returns without an answer are left out and lower the completeness.
  official_basis: SSDA903 return, OC2

- id: lac_dental_pct
  title: Teeth checked by a dentist in the year
  kind: percentage
  fact: fct_looked_after_health
  date: return_date
  period_types: [year]
  numerator: is_in_cohort and is_teeth_checked
  denominator: is_in_cohort and is_teeth_checked is not null
  excluded: not is_in_cohort
  expected: is_in_cohort
  complete: is_teeth_checked is not null
  numerator_label: children whose teeth were checked
  denominator_label: children looked after for twelve months with an answer
  breakdowns: {age_band: age_band, sex: sex, locality: locality_code}
  never: [unborn, under_1]
  unit: "%"
  polarity: higher
  definition: Share of the children looked after on 31 March for at least twelve months without a break whose teeth a dentist checked in those twelve months, whatever their age. Returns without an answer are left out and lower the completeness.
  official_basis: SSDA903 return, OC2

- id: lac_sdq_band_pct
  title: Emotional health by SDQ score
  kind: share
  fact: fct_looked_after_health
  date: return_date
  period_types: [year]
  numerator: is_sdq_expected and sdq_score is not null
  excluded: is_sdq_expected and sdq_score is null
  expected: is_sdq_expected
  complete: sdq_score is not null
  numerator_label: children with a score in the band
  denominator_label: children of 5 to 16 looked after for twelve months with a score
  breakdowns: {sdq_band: sdq_band}
  unit: "%"
  polarity: lower
  definition: Of the children aged 5 to 16 on 31 March who had been looked after for at least twelve months and have a strengths and difficulties score of the year, the share whose latest score was normal (0 to 13), borderline (14 to 16) or of concern (17 to 40).
  official_basis: SSDA903 return, OC2; LGA metric 2135
  {% endset %}
  {{ return(fromyaml(registry)) }}
{% endmacro %}
