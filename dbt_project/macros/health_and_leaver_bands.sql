{# Groupings of answers in the yearly returns (metric catalogue, section 2). #}

{# SDQ: total difficulties score, 0 to 40. #}
{% macro sdq_band(score) -%}
  case
    when {{ score }} <= 13 then 'normal'
    when {{ score }} <= 16 then 'borderline'
    when {{ score }} <= 40 then 'concerning'
  end
{%- endmacro %}

{# SSDA903 ACTIV of a care leaver; F3 and P3 were replaced by F4, F5, P4 and P5 in 2022. #}
{% macro leaver_activity_group(code) -%}
  case
    when {{ code }} in ('F1', 'F2', 'F3', 'F4', 'F5') then 'full_time'
    when {{ code }} in ('P1', 'P2', 'P3', 'P4', 'P5') then 'part_time'
    when {{ code }} = 'G4' then 'illness_or_disability'
    when {{ code }} = 'G5' then 'other_circumstances'
    when {{ code }} = 'G6' then 'pregnancy_or_parenting'
    else 'unknown'
  end
{%- endmacro %}
