{# C07: the day on which so many years are completed. From 29 February: 1 March of a common year. #}
{% macro birthday(date_of_birth, years) -%}
  (
    ({{ date_of_birth }} + make_interval(years => {{ years }}))::date
    + case
        when extract(day from {{ date_of_birth }} + make_interval(years => {{ years }}))
            <> extract(day from {{ date_of_birth }}) then 1
        else 0
    end
  )
{%- endmacro %}
