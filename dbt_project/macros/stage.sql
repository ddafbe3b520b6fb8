{#
  One staging model: the row versions of a contract table that were valid at `known_at`.

  The source's columns and their meta come from models/staging/_contract.yml, which is generated
  from the contract. Columns get their plain names; identifying columns (personal: direct) stay
  behind; a person's identifier is replaced by the pseudonym of the crosswalk; Y and N become
  true and false; text is trimmed, and an empty text is null.
#}
{% macro stage(table_name) %}
  {#- Tables about allegations carry their zone in their name; their crosswalk has another key. -#}
  {%- set zone = 'raw_lado' if table_name.startswith('iru_lado_') else 'raw' -%}
  {%- set rows = source(zone, table_name) -%}
  {%- set crosswalk = source('crosswalk' if zone == 'raw' else 'crosswalk_lado', 'pseudonyms') -%}
  {%- if not execute -%}
    select * from {{ rows }}
  {%- else -%}
    {%- set columns = graph.sources['source.' ~ model.package_name ~ '.' ~ zone ~ '.' ~ table_name].columns -%}
    {%- set people = [] -%}
select
    {%- for column in columns.values() if column.meta.personal != 'direct' %}
      {%- if column.meta.personal == 'person_key' %}{% do people.append(column) %}{% endif %}
    {{ staged_column(column) }} as {{ column.meta.plain }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ rows }} as held
    {%- for column in people %}
left join {{ crosswalk }} as {{ column.name }}_key
    on {{ column.name }}_key.kind = '{{ column.meta.person_kind }}'
    and {{ column.name }}_key.natural_key = btrim(held.{{ column.name }}::text)
    {%- endfor %}
where held._valid_from <= {{ known_at() }}
    and (held._valid_to is null or held._valid_to > {{ known_at() }})
  {%- endif -%}
{% endmacro %}

{# The expression that turns one raw column into its staged form. #}
{% macro staged_column(column) -%}
  {%- if column.meta.personal == 'person_key' -%}
    {{ column.name }}_key.pseudonym
  {%- elif column.meta.codes == 'yes_no' -%}
    case upper(btrim(held.{{ column.name }}::text)) when 'Y' then true when 'N' then false end
  {%- elif column.meta.type == 'text' -%}
    nullif(btrim(held.{{ column.name }}), '')
  {%- else -%}
    held.{{ column.name }}
  {%- endif -%}
{%- endmacro %}
