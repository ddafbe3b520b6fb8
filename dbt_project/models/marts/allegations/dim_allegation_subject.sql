-- The adults whom allegations are about, by a pseudonym of the LADO zone.
select
    subject_id,
    coalesce(sector_code, 'UNKNOWN') as sector_code,
    role_type_code
from {{ ref('stg_lado_subjects') }}
