{# One measure of one indicator for one row of its fact: what `compute_indicators` adds up. #}
{% macro indicator_measure(indicator, measure) -%}
  {%- set counted = {
      'numerator': indicator.numerator,
      'denominator': {
          'percentage': indicator.denominator, 'share': indicator.denominator or indicator.numerator, 'mean': 'true',
      }[indicator.kind],
      'headline': indicator.headline,
  } -%}
  {%- set summed = {'numerator': indicator.numerator_sum, 'denominator': indicator.denominator_sum} -%}
  {%- if measure in ['numerator', 'denominator'] and summed[measure] -%}
    case when {{ of_period(indicator.population) }} then {{ of_period(summed[measure]) }} end
  {%- elif measure == 'excluded' -%}
    {{ one_if(indicator.excluded) }}
  {%- elif measure == 'expected' -%}
    {{ one_if(expected_rows(indicator)) }}
  {%- elif measure == 'complete' -%}
    {{ one_if('(' ~ expected_rows(indicator) ~ ') and (' ~ indicator.complete ~ ')' if indicator.complete else none) }}
  {%- elif counted[measure] -%}
    {{ one_if('(' ~ indicator.population ~ ') and (' ~ counted[measure] ~ ')') }}
  {%- else -%}
    0
  {%- endif -%}
{%- endmacro %}

{# The rows whose answer is awaited, by which completeness is judged. #}
{% macro expected_rows(indicator) -%}
  {{ return((indicator.expected or indicator.numerator) if indicator.complete else none) }}
{%- endmacro %}

{% macro one_if(condition) -%}
  {% if condition %}case when {{ of_period(condition) }} then 1 else 0 end{% else %}0{% endif %}
{%- endmacro %}

{# A column that differs by kind of period is named once, with {period} in its name. #}
{% macro of_period(expression) -%}
  {%- if '{period}' in expression | string -%}
    case periods.period_type
    {%- for period in ['month', 'quarter', 'year'] %} when '{{ period }}' then {{ expression | replace('{period}', period) }}
    {%- endfor %} end
  {%- else -%}
    {{ expression }}
  {%- endif -%}
{%- endmacro %}

{# The member that a grouping set was by, or with `named` the column it came from; or "all". #}
{% macro grouped_by(columns, named=false) -%}
  {%- if columns -%}
    case
    {%- for column in columns %} when grouping({{ member_alias(column) }}) = 0 then {{ "'" ~ column ~ "'" if named else member_alias(column) }}{% endfor %}
    else 'all' end
  {%- else -%}
    'all'
  {%- endif -%}
{%- endmacro %}

{# A string as SQL, or null. #}
{% macro sql_text(value) -%}
  {% if value is none %}null{% else %}'{{ value | string | replace("'", "''") }}'{% endif %}
{%- endmacro %}
