-- Published values of other areas, each with the file it comes from. Never our own authority's.
select
    indicator_id,
    area,
    period_type,
    period_key,
    breakdown,
    member,
    numerator,
    denominator,
    value,
    vintage,
    source
from {{ ref('comparators') }}
