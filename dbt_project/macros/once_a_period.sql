{#
  C11 and DfE's rule for starters and leavers: a child counts once a period, on the first (or the
  last) occasion in it. `period` is month, quarter or year; reporting years begin in April, which
  three months' shift turns into calendar years.
#}
{% macro period_start_of(date, period) -%}
  date_trunc('{{ period }}', {{ date }} - interval '3 months')
{%- endmacro %}

{% macro is_first_in_period(date, counted, period) -%}
  ({{ counted }} and row_number() over (
        partition by child_id, {{ counted }}, {{ period_start_of(date, period) }} order by {{ date }}
    ) = 1)
{%- endmacro %}

{% macro is_last_in_period(date, counted, period) -%}
  ({{ counted }} and row_number() over (
        partition by child_id, {{ counted }}, {{ period_start_of(date, period) }} order by {{ date }} desc
    ) = 1)
{%- endmacro %}

{# How a row is counted beside the children it is about: the child's first of the period, or again. #}
{% macro counted_in_period(date, counted, period) -%}
  case
        when not {{ counted }} then null
        when {{ is_first_in_period(date, counted, period) }} then 'children'
        else 'again'
    end
{%- endmacro %}
