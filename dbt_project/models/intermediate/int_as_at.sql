-- When the extract was true, and the last full day it covers (one row).
select
    max(source_system) as source_system,
    max(extracted_at) as extracted_at,
    {{ known_at() }} as known_at,
    (max(extracted_at) at time zone 'Europe/London')::date - 1 as data_as_at
from {{ ref('stg_extract_status') }}
having count(*) > 0
