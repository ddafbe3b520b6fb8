-- C05: fail loudly rather than count a bank holiday as a working day. Each year of the calendar
-- must have its eight, and the calendar must reach a year beyond the data.
select reporting.calendar_year
from (
    select extract(year from date_day) as calendar_year, count(*) filter (where is_bank_holiday) as holidays
    from {{ ref('dim_date') }}
    group by 1
) as reporting
where reporting.holidays < 8
union all
select extract(year from as_at.data_as_at) + 1
from {{ ref('int_as_at') }} as as_at
where as_at.data_as_at + 365 > (select max(date_day) from {{ ref('dim_date') }})
