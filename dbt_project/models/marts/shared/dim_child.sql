-- Children and the unborn, without name or date of birth (D9).
select
    child_id,
    sex,
    ethnicity_code,
    {{ ethnic_group('ethnicity_code') }} as ethnic_group,
    date_trunc('month', date_of_birth)::date as birth_month,
    date_of_birth is null and expected_date_of_birth is not null as is_unborn,
    death_date is not null as is_deceased,
    is_uasc_ever,
    is_other_authority_child,
    has_record
from {{ ref('int_children') }}
