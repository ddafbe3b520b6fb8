{#
  A build goes into schemas that were empty a moment ago, so nothing is there to be swapped out.
  dbt's own materializations create under another name, rename twice and drop: for 130 models that
  is a third of dbt's own work (docs/decisions/0005-dbt-builds-into-empty-schemas.md).
#}
{% materialization table, adapter='postgres', supported_languages=['sql'] %}
  {%- set relation = this.incorporate(type='table') -%}
  {% do drop_what_is_there() %}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% call statement('main') -%}
    {{ get_create_table_as_sql(False, relation, sql) }}
  {%- endcall %}
  {% do create_indexes(relation) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
  {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{% materialization view, adapter='postgres' %}
  {%- set relation = this.incorporate(type='view') -%}
  {% do drop_what_is_there() %}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% call statement('main') -%}
    {{ get_create_view_as_sql(relation, sql) }}
  {%- endcall %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
  {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{# Only when a developer runs dbt twice into one schema is there anything. #}
{% macro drop_what_is_there() %}
  {%- set found = load_cached_relation(this) -%}
  {%- if found %}{% do adapter.drop_relation(found) %}{% endif -%}
{% endmacro %}
