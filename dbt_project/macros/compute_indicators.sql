{#
  All indicators of one fact, by period and breakdown. The fact is scanned once for each of its
  dates; grouping sets do the rest. Result: one row per indicator, period, breakdown and member
  that occurs, with numerator, denominator, excluded, expected and complete as counts or sums.
#}
{% macro compute_indicators(fact) %}
  {%- set groups = [] -%}
  {%- for indicator in indicator_registry() if indicator.fact == fact -%}
    {%- set key = (indicator.date, indicator.when) -%}
    {%- if key not in groups %}{% do groups.append(key) %}{% endif -%}
  {%- endfor -%}
  {%- for date, when in groups -%}
    {%- set indicators = [] -%}
    {%- for indicator in indicator_registry() if (indicator.fact, indicator.date, indicator.when) == (fact, date, when) -%}
      {%- do indicators.append(indicator) -%}
    {%- endfor %}
(
{{ compute_indicator_group(fact, date, when, indicators) }}
)
{{ 'union all' if not loop.last }}
  {%- endfor -%}
{% endmacro %}

{# The indicators of one fact that share a date and a manner of counting. #}
{% macro compute_indicator_group(fact, date, when, indicators) %}
  {%- set columns = [] -%}
  {%- for indicator in indicators -%}
    {%- for column in indicator.breakdowns.values() if column not in columns -%}
      {%- do columns.append(column) -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- set measures = ['numerator', 'denominator', 'excluded', 'expected', 'complete'] -%}
  {#- Indicators of one fact share many conditions: each is evaluated and added up once. -#}
  {%- set expressions = [] -%}
  {%- for indicator in indicators -%}
    {%- for measure in measures + ['headline'] if indicator_measure(indicator, measure) not in expressions + ['0'] -%}
      {%- do expressions.append(indicator_measure(indicator, measure)) -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- set keys = ['period_type', 'period_key'] + (['date_day'] if when == 'month_end_mean' else []) %}
with measured as (
    select
        periods.period_type, periods.period_key, periods.date_day
    {%- for column in columns %},
        {{ recorded_member(column) }} as {{ member_alias(column) }}
    {%- endfor %}
    {%- for expression in expressions %},
        {{ expression }} as measure_{{ loop.index }}
    {%- endfor %}
    from {{ fact_rows_by_period(ref(fact), ref('int_period_days'), date, when) }}
),

added_up as (
    select
        {{ keys | join(', ') }},
        {{ grouped_by(columns, named=true) }} as breakdown_column,
        {{ grouped_by(columns) }} as member
    {%- for expression in expressions %},
        coalesce(sum(measure_{{ loop.index }}), 0) as measure_{{ loop.index }}
    {%- endfor %}
    from measured
    group by {{ keys | join(', ') }}, grouping sets (()
    {%- for column in columns %}, ({{ member_alias(column) }}){% endfor %})
),

long as (
    select period_type, period_key, member, results.*
    from added_up
    cross join lateral (
        values
    {%- for indicator in indicators %}
            (
                '{{ indicator.id }}',
                case breakdown_column when 'all' then 'all'
        {%- for breakdown, column in indicator.breakdowns.items() %} when '{{ column }}' then '{{ breakdown }}'{% endfor %} end,
        {%- for measure in measures %}
                ({{ added_up_measure(indicator, measure, expressions) }})::numeric{{ ',' if not loop.last }}
        {%- endfor %}
            ){{ ',' if not loop.last }}
    {%- endfor %}
    ) as results (indicator_id, breakdown, {{ measures | join(', ') }})
    where results.breakdown is not null
)

select
    indicator_id, period_type, period_key, breakdown, member,
  {%- if when == 'month_end_mean' %}
    -- C27: over a quarter or a year, the mean of what the month ends gave.
    sum(case when period_type = 'month' then numerator else numerator / nullif(denominator, 0) end) as numerator,
    sum(case when period_type = 'month' then denominator when denominator > 0 then 1 else 0 end) as denominator,
    sum(excluded) as excluded, sum(expected) as expected, sum(complete) as complete
from long
group by indicator_id, period_type, period_key, breakdown, member
  {%- else %}
    {{ measures | join(', ') }}
from long
  {%- endif %}
{% endmacro %}

{# Where a measure of an indicator was added up. A share's members are parts of the one whole. #}
{% macro added_up_measure(indicator, measure, expressions) -%}
  {%- set places = {} -%}
  {%- for name in (measure, 'headline') -%}
    {%- set expression = indicator_measure(indicator, name) -%}
    {%- do places.update({name: 0 if expression == '0' else 'measure_' ~ (expressions.index(expression) + 1)}) -%}
  {%- endfor -%}
  {%- if measure == 'numerator' and indicator.headline -%}
    case breakdown_column when 'all' then {{ places.headline }} else {{ places.numerator }} end
  {%- elif measure == 'denominator' and indicator.kind == 'share' -%}
    case breakdown_column when 'all' then {{ places.denominator }} else 0 end
  {%- else -%}
    {{ places[measure] }}
  {%- endif -%}
{%- endmacro %}

{# A fact's rows, each once for every period that its date puts it into. #}
{% macro fact_rows_by_period(fact, period_days, date, when) -%}
  {{ fact }} as fact
    inner join {{ period_days }} as periods on periods.date_day = fact.{{ date }}
    {%- if when == 'month_end' %} and periods.is_period_end{% endif %}
{%- endmacro %}

{# The member of a breakdown that a fact's row says it belongs to. #}
{% macro recorded_member(column) -%}
  coalesce(({{ of_period(column) }})::text, '{{ unknown_member() }}')
{%- endmacro %}

{# What a breakdown's column is called while it is counted. #}
{% macro member_alias(column) -%}
  by_{{ column | replace('{period}', 'period') }}
{%- endmacro %}
