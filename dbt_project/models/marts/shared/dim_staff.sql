-- Practitioners and chairs, by pseudonym.
select
    professionals.staff_id,
    professionals.job_title,
    professionals.department,
    coalesce(professionals.is_agency_worker, false) as is_agency_worker
from {{ ref('stg_professionals') }} as professionals
