{#
  THE list of indicators: the rows of every subject in macros/indicator_registry/, with defaults
  filled in and checked. docs/how-to/add_an_indicator.md says what each key means.
#}
{% macro indicator_registry() %}
  {% set subjects = [
      ('looked_after', indicators_looked_after() + indicators_looked_after_flows() + indicators_reviews()
          + indicators_reviews_late() + indicators_escalations()
          + indicators_health() + indicators_care_leavers()
          + indicators_monitoring()),
      ('child_protection', indicators_child_protection() + indicators_children_on_plans() + indicators_plans()
          + indicators_conferences()),
      ('allegations', indicators_allegations() + indicators_allegation_nature()),
      ('service', indicators_service() + indicators_actions() + indicators_advocacy()),
  ] %}
  {% set defaults = {
      'when': 'event', 'population': 'true', 'breakdowns': {}, 'never': [], 'decimals': 0,
      'target': none, 'target_text': none, 'audience': 'public', 'denominator_label': none,
      'definition_version': 1, 'period_types': ['month', 'quarter', 'year'],
  } %}
  {% set registry = [] %}
  {% set seen = [] %}
  {% for subject, rows in subjects %}
    {% for row in rows %}
      {% set indicator = dict(defaults, **row) %}
      {% do indicator.update({'subject': subject}) %}
      {% do check_indicator(indicator, seen) %}
      {% do seen.append(indicator.id) %}
      {% do registry.append(indicator) %}
    {% endfor %}
  {% endfor %}
  {{ return(registry) }}
{% endmacro %}

{# The rows of one file of the list; dbt itself would pass over text that is not YAML. #}
{% macro registry_rows(name, text) %}
  {% set rows = fromyaml(text) %}
  {% if not rows %}
    {{ exceptions.raise_compiler_error('macros/indicator_registry/' ~ name ~ '.sql: the list is not valid YAML') }}
  {% endif %}
  {{ return(rows) }}
{% endmacro %}

{# Stops dbt, naming the row, when the list says something that cannot be computed. #}
{% macro check_indicator(indicator, seen) %}
  {% set measures = {
      'count': ['numerator'], 'share': ['numerator', 'denominator_label'], 'rate': ['numerator', 'denominator_label'],
      'percentage': ['numerator', 'denominator', 'denominator_label'], 'mean': ['numerator_sum', 'denominator_label'],
      'sum': ['numerator_sum'],
  } %}
  {% set described = ['id', 'title', 'fact', 'date', 'numerator_label', 'unit', 'polarity', 'definition', 'official_basis'] %}
  {% if indicator.kind not in measures %}
    {{ exceptions.raise_compiler_error('indicator ' ~ indicator.id ~ ': no kind ' ~ indicator.kind) }}
  {% endif %}
  {% for key in described + measures[indicator.kind] if not indicator[key] %}
    {{ exceptions.raise_compiler_error('indicator ' ~ indicator.id ~ ': ' ~ key ~ ' is missing') }}
  {% endfor %}
  {% if indicator.id in seen %}
    {{ exceptions.raise_compiler_error('indicator ' ~ indicator.id ~ ' is listed twice') }}
  {% endif %}
  {% if indicator.when not in ['event', 'month_end', 'month_end_mean'] %}
    {{ exceptions.raise_compiler_error('indicator ' ~ indicator.id ~ ': when cannot be ' ~ indicator.when) }}
  {% endif %}
  {% if indicator.complete and not indicator.expected and indicator.kind != 'share' %}
    {{ exceptions.raise_compiler_error('indicator ' ~ indicator.id ~ ': complete needs expected beside it') }}
  {% endif %}
{% endmacro %}

{# The facts that the list names, in its order. #}
{% macro indicator_facts() %}
  {% set facts = [] %}
  {% for indicator in indicator_registry() if indicator.fact not in facts %}
    {% do facts.append(indicator.fact) %}
  {% endfor %}
  {{ return(facts) }}
{% endmacro %}
