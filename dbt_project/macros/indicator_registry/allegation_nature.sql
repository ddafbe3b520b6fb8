{# Indicators on what allegations are about, who told, and how they ended: aggregates only. #}
{% macro indicators_allegation_nature() %}
  {% set registry %}
- id: lado_referral_month_count
  title: Referrals to the LADO by month
  kind: count
  fact: fct_allegations
  date: received_date
  numerator: "true"
  numerator_label: referrals received
  period_types: [month]
  unit: referrals
  polarity: context
  audience: restricted_lado
  definition: Referrals received in the month, one for each adult and matter however many people reported it.
  official_basis: none (local)

- id: lado_allegation_type_pct
  title: Allegations by kind
  kind: share
  fact: fct_allegations
  date: received_date
  numerator: allegation_type_code is not null
  excluded: allegation_type_code is null
  expected: "true"
  complete: allegation_type_code is not null
  numerator_label: referrals of the kind
  denominator_label: referrals whose kind is recorded
  breakdowns: {allegation_type: allegation_type_code}
  period_types: [quarter, year]
  unit: "%"
  polarity: context
  audience: restricted_lado
  definition: Share of the referrals received by the main kind of allegation, of those whose kind is recorded.
  official_basis: none (local)

- id: lado_source_count
  title: Referrals to the LADO by source
  kind: count
  fact: fct_allegations
  date: received_date
  numerator: "true"
  complete: source_sector_code <> 'UNKNOWN'
  expected: "true"
  numerator_label: referrals received from the sector
  breakdowns: {source_sector: source_sector_code}
  period_types: [year]
  unit: referrals
  polarity: context
  audience: restricted_lado
  definition: Referrals received by the sector of whoever told the LADO first.
  official_basis: none (local)

- id: lado_subject_pct
  title: Allegations by where the adult works
  kind: share
  fact: fct_allegations
  date: received_date
  numerator: "true"
  complete: subject_sector_code <> 'UNKNOWN'
  numerator_label: referrals about an adult of the group
  denominator_label: referrals received
  breakdowns: {subject_sector: subject_sector_code, subject_role: subject_role_code, volunteer: is_volunteer, agency_worker: is_agency_worker, foster_carer: is_foster_carer}
  period_types: [year]
  unit: "%"
  polarity: context
  audience: restricted_lado
  definition: Share of the referrals received by the sector in which the matter is said to have happened, one sector for each referral, and by the adult's role in it.
  official_basis: none (local)

- id: lado_final_outcome_pct
  title: Final outcome of allegations
  kind: share
  fact: fct_allegations
  date: closed_date
  numerator: is_closed_with_strategy_meeting
  complete: final_outcome_code is not null
  numerator_label: allegations with the outcome
  denominator_label: allegations closed in the period after a strategy meeting
  breakdowns: {final_outcome: final_outcome_code}
  period_types: [year]
  unit: "%"
  polarity: context
  audience: restricted_lado
  definition: Share of the allegations closed in the period, of those with a strategy meeting, by final outcome. Unsubstantiated does not mean false.
  official_basis: Keeping Children Safe in Education
  {% endset %}
  {{ return(fromyaml(registry)) }}
{% endmacro %}
