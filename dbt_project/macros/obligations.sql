{#
  LR1, regulation 33 of the Care Planning, Placement and Case Review (England) Regulations 2010:
  the first review within 20 working days of becoming looked after, the second within three months
  of the first, later ones within six months of the one before.
#}
{% macro review_due_date(sequence_number, period_start, previous_held) -%}
  case
        when {{ sequence_number }} = 1 then {{ add_working_days(period_start, 20) }}
        when {{ sequence_number }} = 2 then {{ add_months(previous_held, 3) }}
        else {{ add_months(previous_held, 6) }}
    end
{%- endmacro %}

{#
  LR2, regulation 36 of the Adoption Agencies Regulations 2005: the first review within 28 days of
  being placed for adoption, the second within three months of it, later ones within six months.
#}
{% macro adoption_review_due_date(previous_held, reviews_since_placing) -%}
  case
        when {{ reviews_since_placing }} = 1 then {{ add_months(previous_held, 3) }}
        else {{ add_months(previous_held, 6) }}
    end
{%- endmacro %}

{# Back from an adoption placement, LR1 goes on: within six months of the last review, if there was one. #}
{% macro due_date_after_adoption_placement(period_start, previous_held) -%}
  coalesce({{ add_months(previous_held, 6) }}, {{ add_working_days(period_start, 20) }})
{%- endmacro %}

{#
  CR1, Working Together: the first review conference within three months of the initial conference,
  later ones within six months of the one before.
#}
{% macro review_conference_due_date(plan_start, previous_held) -%}
  coalesce({{ add_months(previous_held, 6) }}, {{ add_months(plan_start, 3) }})
{%- endmacro %}

{# DfE's cohort of children whose plan was reviewed on time: on a plan for more than three months. #}
{% macro is_reviewable(plan_start, date) -%}
  ({{ plan_start }} < {{ add_months(date, -3) }})
{%- endmacro %}
