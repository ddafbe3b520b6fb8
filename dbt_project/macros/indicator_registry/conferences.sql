{# Indicators on child protection conferences. #}
{% macro indicators_conferences() %}
  {% set registry %}
- id: cp_icpc_count
  title: Initial child protection conferences held
  kind: count
  fact: fct_conferences
  date: held_date
  numerator: is_held and conference_type_code = 'ICPC'
  excluded: is_held and conference_type_code = 'TRANSFER_IN'
  numerator_label: children whose initial conference was held
  breakdowns: {locality: locality_code, working_days_band: working_days_band}
  unit: conferences
  polarity: context
  definition: Initial conferences held in the period, one for each child. Conferences for children who moved in with a plan are not counted.
  official_basis: Children in need census, table C4

- id: cp_icpc_15wd_pct
  title: Initial conferences within 15 working days of the strategy discussion
  kind: percentage
  fact: fct_conferences
  date: held_date
  population: is_held and conference_type_code in ('ICPC', 'TRANSFER_IN')
  numerator: is_within_15_working_days
  denominator: exclusion_reason is null
  excluded: is_held and conference_type_code in ('ICPC', 'TRANSFER_IN') and exclusion_reason is not null
  expected: is_held and conference_type_code = 'ICPC'
  complete: strategy_date is not null
  numerator_label: conferences held within 15 working days
  denominator_label: initial conferences with a strategy discussion
  breakdowns: {locality: locality_code}
  unit: "%"
  decimals: 1
  target: 100
  target_text: All within 15 working days
  polarity: higher
  definition: Share of the initial conferences held no more than 15 working days after the strategy discussion that began the enquiry, that day being day 0.
  official_basis: Working Together to Safeguard Children; Children in need census, table C4
  {% endset %}
  {{ return(registry_rows('conferences', registry)) }}
{% endmacro %}
