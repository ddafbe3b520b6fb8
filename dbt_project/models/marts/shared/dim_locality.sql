-- The authority's localities, with Countywide and Unknown, which stay visible (C15).
select
    member as locality_code,
    label as locality_name,
    sort_order
from {{ ref('dim_indicator_members') }}
where breakdown = 'locality'
