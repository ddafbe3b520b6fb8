-- The month ends at which positions are taken: those of complete months.
select period_end as month_end, period_key as month_key
from {{ ref('dim_period') }}
where period_type = 'month' and is_complete
