{# Indicators on allegations against people who work with children (LADO): aggregates only. #}
{% macro indicators_allegations() %}
  {% set registry %}
- id: lado_referral_count
  title: Referrals to the LADO
  kind: count
  fact: fct_allegations
  date: received_date
  numerator: "true"
  numerator_label: referrals received
  breakdowns: {source_sector: source_sector_code, subject_sector: subject_sector_code, allegation_type: allegation_type_code}
  unit: referrals
  polarity: context
  audience: restricted_lado
  definition: Referrals received in the period, one for each adult and matter however many people reported it.
  official_basis: Working Together to Safeguard Children 2015 (no national collection)

- id: lado_front_door_outcome_pct
  title: Outcome of referrals to the LADO at the front door
  kind: share
  fact: fct_allegations
  date: received_date
  numerator: "true"
  numerator_label: referrals with the outcome
  denominator_label: referrals received
  breakdowns: {front_door_outcome: front_door_outcome_code}
  complete: front_door_outcome_code <> 'WIP'
  unit: "%"
  polarity: context
  audience: restricted_lado
  definition: Share of the referrals received by the first decision on them, as known when the data were taken; those still undecided stay in the whole.
  official_basis: none (local)

- id: lado_mas_5wd_pct
  title: First strategy meeting within 5 working days of the referral
  kind: percentage
  fact: fct_allegations
  date: strategy_meeting_measured_date
  population: is_strategy_meeting_outcome
  numerator: is_strategy_meeting_within_5_working_days
  denominator: exclusion_reason is null
  excluded: is_strategy_meeting_outcome and exclusion_reason is not null
  expected: is_strategy_meeting_outcome
  complete: first_strategy_meeting_date is not null
  numerator_label: first meetings within 5 working days
  denominator_label: referrals that led to a strategy meeting
  unit: "%"
  target: 100
  target_text: All within 5 working days
  polarity: higher
  audience: restricted_lado
  definition: Share of the referrals that led to a strategy meeting whose first meeting was held no more than five working days after the referral was received. A meeting not yet held counts from the day it was due.
  official_basis: National LADO Network standard 2

- id: lado_mas_late_count
  title: First strategy meetings held late
  kind: count
  fact: fct_allegations
  date: first_strategy_meeting_date
  numerator: is_strategy_meeting_late
  numerator_label: first meetings held late
  breakdowns: {meeting_late_reason: meeting_late_reason_code}
  unit: meetings
  polarity: lower
  audience: restricted_lado
  definition: First strategy meetings held in the period more than five working days after the referral was received, by the recorded reason.
  official_basis: none (local)
  {% endset %}
  {{ return(registry_rows('allegations', registry)) }}
{% endmacro %}
