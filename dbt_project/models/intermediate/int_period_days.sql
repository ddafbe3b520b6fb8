-- The days of complete periods, once for each kind of period: joins an event to its month, its
-- quarter and its year in one go, and a month-end position to the periods that end with it.
select
    days.date_day,
    periods.period_type,
    periods.period_key,
    days.date_day = periods.period_end as is_period_end
from {{ ref('dim_date') }} as days
cross join lateral (
    values ('month', days.month_key), ('quarter', days.quarter_key), ('year', days.year_key)
) as keys (period_type, period_key)
inner join {{ ref('dim_period') }} as periods
    on periods.period_type = keys.period_type
    and periods.period_key = keys.period_key
where periods.is_complete
