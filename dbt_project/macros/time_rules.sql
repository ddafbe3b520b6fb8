{#
  Rules of time, each in one place. Dates are plain dates; every argument is a SQL expression.
  Worked by hand in tests/integration/test_time_rules.py from the conventions C05 to C07.
#}

{# C06: the same day of the month, n months later; its last day where that day does not exist. #}
{% macro add_months(date, months) -%}
  ({{ date }} + make_interval(months => {{ months }}))::date
{%- endmacro %}

{# C05: working days d with start < d <= end. Negative when end lies before start. #}
{% macro working_days_between(start_date, end_date) -%}
  ({{ working_day_number(end_date) }} - {{ working_day_number(start_date) }})
{%- endmacro %}

{# C05: the earliest date with so many working days after the start; the start itself for 0. #}
{% macro add_working_days(start_date, days) -%}
  (
    select reached.date_day
    from {{ ref('dim_date') }} as reached
    where reached.is_working_day
        and reached.working_day_number = {{ working_day_number(start_date) }} + {{ days }}
  )
{%- endmacro %}

{# How many working days the calendar holds up to and including a date. #}
{% macro working_day_number(date) -%}
  (select calendar.working_day_number from {{ ref('dim_date') }} as calendar where calendar.date_day = {{ date }})
{%- endmacro %}

{# C07: completed years. Born on 29 February: a year older on 1 March of a common year. #}
{% macro age_in_years(date_of_birth, date) -%}
  date_part('year', age({{ date }}::timestamp, {{ date_of_birth }}::timestamp))::integer
{%- endmacro %}

{# C06: the largest m with add_months(start, m) <= end. #}
{% macro whole_months(start_date, end_date) -%}
  (
    {{ calendar_months_between(start_date, end_date) }}
    - case
        when {{ add_months(start_date, calendar_months_between(start_date, end_date)) }} > {{ end_date }} then 1
        else 0
    end
  )
{%- endmacro %}

{# Months between the calendar months of two dates, whatever the day. #}
{% macro calendar_months_between(start_date, end_date) -%}
  (
    (extract(year from {{ end_date }}) - extract(year from {{ start_date }})) * 12
    + extract(month from {{ end_date }}) - extract(month from {{ start_date }})
  )::integer
{%- endmacro %}

{# C03: a spell is open at the end of a day: it has begun, and it did not end on or before it. #}
{% macro is_open_at(spell, date, start_column='start_date', end_column='end_date') -%}
  ({{ spell }}.{{ start_column }} <= {{ date }}
    and ({{ spell }}.{{ end_column }} is null or {{ spell }}.{{ end_column }} > {{ date }}))
{%- endmacro %}
