{# Indicators on children who start and cease to be looked after. #}
{% macro indicators_looked_after_flows() %}
  {% set registry %}
- id: lac_started_count
  title: Children who started to be looked after
  kind: count
  fact: fct_periods_of_care
  date: start_date
  numerator: is_first_start_in_{period}
  excluded: not is_counted_start
  numerator_label: children starting
  breakdowns: {age_band: age_band_at_start, sex: sex, legal_status_group: legal_status_group_at_start, locality: locality_at_start, need: primary_need_code, uasc: is_uasc_at_start, earlier_plan: has_earlier_plan}
  never: [unborn]
  unit: children
  polarity: context
  definition: Children whose period of care began in the period, each once, at the first start in it. Short breaks are left out.
  official_basis: SSDA903 return, reason for new episode S

- id: lac_started_age_pct
  title: Age of children who started to be looked after
  kind: share
  fact: fct_periods_of_care
  date: start_date
  numerator: is_first_start_in_{period}
  numerator_label: children of the age
  denominator_label: children who started to be looked after
  breakdowns: {age_band: age_band_at_start}
  never: [unborn]
  complete: age_at_start is not null
  unit: "%"
  polarity: context
  definition: Share of the children who started to be looked after in the period by age in completed years on the first day of care.
  official_basis: SSDA903 return, DfE age bands

- id: lac_ceased_count
  title: Children who ceased to be looked after
  kind: count
  fact: fct_periods_of_care
  date: end_date
  numerator: is_last_end_in_{period}
  excluded: not is_counted_end
  numerator_label: children ceasing
  breakdowns: {age_band: age_band_at_end, sex: sex, locality: locality_at_end, ceased_reason_group: ceased_reason_group, duration_band: duration_band}
  never: [unborn]
  unit: children
  polarity: context
  definition: Children whose period of care ended in the period, each once, at the last end in it. Moving from one episode to the next is not an end.
  official_basis: DfE children looked after release, children who ceased

- id: lac_ceased_reason_pct
  title: Why children ceased to be looked after
  kind: share
  fact: fct_periods_of_care
  date: end_date
  numerator: is_last_end_in_{period}
  numerator_label: children ceasing for the reason
  denominator_label: children who ceased to be looked after
  breakdowns: {ceased_reason_group: ceased_reason_group, ceased_reason: end_reason_code}
  complete: ceased_reason_group <> 'unknown'
  unit: "%"
  polarity: context
  definition: Share of the children who ceased to be looked after by the recorded reason for their last end in the period.
  official_basis: SSDA903 reason episode ceased

- id: lac_returned_home_pct
  title: Children who left care to return home as planned
  kind: share
  fact: fct_periods_of_care
  date: end_date
  numerator: is_last_end_in_{period} and returned_home is not null
  headline: is_last_end_in_{period} and returned_home = 'planned'
  denominator: is_last_end_in_{period}
  numerator_label: children who returned home
  denominator_label: children who ceased to be looked after
  breakdowns: {returned_home: returned_home}
  expected: is_last_end_in_{period}
  complete: ceased_reason_group <> 'unknown'
  unit: "%"
  polarity: context
  definition: Share of the children who ceased to be looked after in the period whose last end was a planned return home (E4A). Unplanned returns (E4B) are shown beside it, and going to a person without parental responsibility (E13) is neither.
  official_basis: SSDA903 reason episode ceased
  {% endset %}
  {{ return(registry_rows('looked_after_flows', registry)) }}
{% endmacro %}
