-- The registry as rows: what dim_indicators publishes, and what the computing needs besides.
{%- set registry = indicator_registry() %}
select *
from (
    values
    {%- for indicator in registry %}
        (
            {{ sql_text(indicator.id) }}, {{ sql_text(indicator.title) }}, {{ sql_text(indicator.subject) }},
            {{ sql_text('percentage' if indicator.kind == 'share' else indicator.kind) }}, {{ indicator.kind == 'share' }},
            {{ sql_text(indicator.unit) }}, {{ indicator.decimals }}::integer, {{ sql_text(indicator.polarity) }},
            {{ indicator.target if indicator.target is not none else 'null' }}::numeric, {{ sql_text(indicator.target_text) }}::text,
            {{ sql_text(indicator.audience) }}, {{ sql_text(indicator.definition) }}, {{ sql_text(indicator.official_basis) }},
            {{ indicator.definition_version }}::integer, {{ sql_text(indicator.numerator_label) }}::text,
            {{ sql_text(indicator.denominator_label) }}::text, {{ sql_text(indicator.fact) }},
            string_to_array('{{ indicator.breakdowns.keys() | join(",") }}', ','),
            string_to_array('{{ indicator.period_types | join(",") }}', ','),
            string_to_array('{{ indicator.never | join(",") }}', ','),
            {{ indicator.complete is defined and indicator.complete is not none }}, {{ loop.index }}::integer,
            {{ sql_text('at' if indicator.when == 'month_end' else 'during') }}
        ){{ ',' if not loop.last }}
    {%- endfor %}
) as registry (
    indicator_id, title, subject, kind, is_share, unit, decimals, polarity, target, target_text, audience,
    definition, official_basis, definition_version, numerator_label, denominator_label, fact,
    breakdowns, period_types, impossible_members, has_completeness, sort_order, timing
)
