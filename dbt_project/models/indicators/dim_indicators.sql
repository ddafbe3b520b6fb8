-- What each indicator is, in words and settings; the list itself is macros/indicator_registry/.
select
    indicator_id,
    title,
    subject,
    kind,
    unit,
    decimals,
    polarity,
    target,
    target_text,
    audience,
    definition,
    official_basis,
    definition_version,
    numerator_label,
    denominator_label,
    array_to_string(breakdowns, ', ') as breakdowns,
    array_to_string(period_types, ', ') as period_types,
    sort_order,
    timing
from {{ ref('int_indicators') }}
