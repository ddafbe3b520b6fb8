-- The build these results come from (one row).
select
    {{ build_schema() }} as build_schema,
    {{ load_id() }} as load_id,
    source_system,
    extracted_at,
    known_at,
    data_as_at
from {{ ref('int_as_at') }}
