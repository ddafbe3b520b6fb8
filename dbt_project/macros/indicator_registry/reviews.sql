{# Indicators on reviews of children looked after. #}
{% macro indicators_reviews() %}
  {% set registry %}
- id: lac_review_on_time_pct
  title: Reviews of children looked after held on time
  kind: percentage
  fact: fct_looked_after_reviews
  date: held_date
  numerator: is_held and is_held_on_time
  denominator: is_held and due_date is not null
  excluded: held_date is not null and exclusion_reason is not null
  expected: is_held
  complete: due_date is not null
  numerator_label: reviews held by their due date
  denominator_label: reviews held
  breakdowns: {locality: locality_code, age_band: age_band, review_number: review_number}
  never: [unborn]
  unit: "%"
  target: 100
  target_text: All reviews on time
  polarity: higher
  definition: Share of the reviews held that were held by their due date, which is 20 working days after the child became looked after, three months after the first review and six months after any other; for a child placed for adoption four weeks after the placement, three months after the first review and six months after any other.
  official_basis: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33; Adoption Agencies Regulations 2005, regulation 36

- id: lac_participation_review_pct
  title: Reviews in which the child took part
  kind: percentage
  fact: fct_looked_after_reviews
  date: held_date
  numerator: is_participating
  denominator: is_participation_coded
  excluded: is_held and not is_participation_coded
  expected: is_participation_expected
  complete: participation_code is not null
  numerator_label: reviews in which the child took part
  denominator_label: reviews of children aged 4 and over with a participation code
  breakdowns: {locality: locality_code, age_band: age_band}
  never: [unborn, under_1]
  unit: "%"
  polarity: higher
  definition: Share of the reviews of children aged four and over in which the child attended or made its views known (codes PN1 to PN6), of those coded PN1 to PN7.
  official_basis: SSDA903 participation codes
  {% endset %}
  {{ return(registry_rows('reviews', registry)) }}
{% endmacro %}
