{# Indicators on advocacy for children. #}
{% macro indicators_advocacy() %}
  {% set registry %}
- id: adv_purpose_pct
  title: What advocates were asked for
  kind: share
  fact: fct_advocacy_referrals
  date: first_contact_date
  numerator: is_first_case_in_year
  excluded: exclusion_reason = 'contact_before_referral'
  numerator_label: advocacy cases for the purpose
  denominator_label: advocacy cases begun in the year
  breakdowns: {advocacy_purpose: purpose_code}
  period_types: [year]
  unit: "%"
  polarity: context
  definition: Share of the advocacy cases begun in the year by purpose. A case begins with the advocate's first contact; each child counts once a year for each purpose, however many meetings the advocate went to.
  official_basis: none (local)

- id: adv_referral_month_count
  title: Referrals to advocacy made by the unit
  kind: count
  fact: fct_advocacy_referrals
  date: referred_date
  numerator: is_by_reviewing_unit and not is_repeated_referral
  excluded: is_by_reviewing_unit and is_repeated_referral
  numerator_label: referrals made by the unit
  breakdowns: {advocacy_purpose: purpose_code, age_band: age_band, locality: locality_code}
  never: [unborn]
  unit: referrals
  polarity: context
  audience: internal
  definition: Referrals to advocacy that the Independent Reviewing Unit made. A referral of the same child for the same purpose within 20 working days of the one before counts as the same.
  official_basis: none (local)
  {% endset %}
  {{ return(fromyaml(registry)) }}
{% endmacro %}
