{#
  What a build is told from outside (iru/dbt_environment.py). It is read when a model runs and not
  when the project is parsed, so that another night's values cost no parsing.
#}

{# The moment as of which the warehouse is built. Without one: now, the newest row versions. #}
{% macro known_at() -%}
  '{{ env_var("IRU_KNOWN_AT", "infinity") if execute else "infinity" }}'::timestamptz
{%- endmacro %}

{# The load the build is made of. #}
{% macro load_id() -%}
  {{ env_var("IRU_LOAD_ID", "null") if execute else "null" }}::bigint
{%- endmacro %}

{# The prefix of the schemas that will hold the build. #}
{% macro build_schema() -%}
  '{{ env_var("IRU_BUILD_SCHEMA", target.schema) if execute else target.schema }}'
{%- endmacro %}

{# The first day of the first period that indicators are computed for. #}
{% macro first_period_start() %}2011-04-01{% endmacro %}

{# Cases for a full-time post above which a caseload is too high (config/authority.yml). #}
{% macro caseload_ceiling() -%}
  {{ var("caseload_ceiling") }}::numeric
{%- endmacro %}
