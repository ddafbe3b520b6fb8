{# Mid-points between reviews (metric catalogue, section 8). #}

{# Half-way from a review to the next due date, in whole days, the half day dropped. #}
{% macro midpoint_date(review_date, due_date) -%}
  ({{ review_date }} + ({{ due_date }} - {{ review_date }}) / 2)
{%- endmacro %}

{# In the middle half of the interval, its ends included. #}
{% macro is_midway(review_date, due_date, check_date) -%}
  4 * ({{ check_date }} - {{ review_date }})
            between {{ due_date }} - {{ review_date }} and 3 * ({{ due_date }} - {{ review_date }})
{%- endmacro %}
