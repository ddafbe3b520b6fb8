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
  breakdowns: {age_band: age_band_at_start, sex: sex, legal_status_group: legal_status_group_at_start, locality: locality_at_start}
  never: [unborn]
  unit: children
  polarity: context
  definition: Children whose period of care began in the period, each once, at the first start in it. Short breaks are left out.
  official_basis: SSDA903 return, reason for new episode S

- id: lac_ceased_count
  title: Children who ceased to be looked after
  kind: count
  fact: fct_periods_of_care
  date: end_date
  numerator: is_last_end_in_{period}
  excluded: not is_counted_end
  numerator_label: children ceasing
  breakdowns: {age_band: age_band_at_end, sex: sex, locality: locality_at_end}
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
  breakdowns: {ceased_reason_group: ceased_reason_group}
  complete: ceased_reason_group <> 'unknown'
  unit: "%"
  polarity: context
  definition: Share of the children who ceased to be looked after by the recorded reason for their last end in the period.
  official_basis: SSDA903 reason episode ceased
  {% endset %}
  {{ return(registry_rows('looked_after_flows', registry)) }}
{% endmacro %}
