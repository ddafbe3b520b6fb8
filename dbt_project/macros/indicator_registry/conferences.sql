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
  breakdowns: {counted: "counted_in_{period}", locality: locality_code, working_days_band: working_days_band}
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

- id: cp_icpc_plan_pct
  title: Children made subject to a plan at their initial conference
  kind: percentage
  fact: fct_conferences
  date: held_date
  numerator: outcome_exclusion_reason is null and is_plan_made
  denominator: outcome_exclusion_reason is null
  excluded: is_held and outcome_exclusion_reason in ('transfer_in', 'no_outcome')
  expected: is_held and conference_type_code = 'ICPC'
  complete: is_plan_made is not null
  numerator_label: children made subject to a plan
  denominator_label: initial conferences held with an outcome
  breakdowns: {locality: locality_code, sibling_group: sibling_group}
  unit: "%"
  decimals: 1
  polarity: context
  definition: Share of the initial conferences held, child by child, that made the child subject to a plan. A decision put off is no outcome until the conference meets again; conferences for children who moved in with a plan are left out.
  official_basis: Children in need census; Annex A, list 5

- id: cp_rcpc_on_time_pct
  title: Children whose plan was reviewed on time
  kind: percentage
  fact: fct_child_protection_monthly
  when: month_end
  date: month_end
  numerator: is_reviewed_on_time
  denominator: is_review_expected
  excluded: not is_review_expected
  numerator_label: children with every review conference in time
  denominator_label: children on a plan for more than three months
  breakdowns: {locality: locality_code}
  unit: "%"
  decimals: 1
  target: 100
  target_text: All reviewed on time
  polarity: higher
  definition: Share of the children on a plan for more than three months whose every review conference due in the twelve months to the day was held in time, the first within three months of the start of the plan and each other within six months of the one before, and who have none overdue.
  official_basis: Working Together to Safeguard Children; Children in need census, table D6

- id: cp_parent_attended_pct
  title: Parents and significant others at conferences
  kind: percentage
  fact: fct_conference_attendance
  date: held_date
  numerator: is_eligible and has_attended
  denominator: is_eligible
  excluded: not is_eligible
  numerator_label: adults who took part
  denominator_label: adults who could be expected
  breakdowns: {conference_role: role_code, conference_type: conference_type_code}
  unit: "%"
  decimals: 1
  polarity: higher
  definition: Share of the parents and significant others who took part in the conferences held, in the room, by telephone or by video, each once a meeting. Those who have died, are not known or not to be found, or were excluded by the chair are left out.
  official_basis: none (local)
  {% endset %}
  {{ return(registry_rows('conferences', registry)) }}
{% endmacro %}
