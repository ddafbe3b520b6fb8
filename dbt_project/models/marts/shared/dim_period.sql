-- Months, quarters and reporting years (C01) from April 2011 to the year of the data.
with days as (

    select calendar.*, as_at.data_as_at
    from {{ ref('dim_date') }} as calendar
    inner join {{ ref('int_as_at') }} as as_at
        on calendar.reporting_year_start <= extract(year from as_at.data_as_at - interval '3 months')
    where calendar.date_day >= date '{{ first_period_start() }}'

),

periods as (

    select
        kinds.period_key,
        kinds.period_type,
        min(days.date_day) as period_start,
        max(days.date_day) as period_end,
        min(days.reporting_year_start) as reporting_year_start,
        min(days.year_key) as year_key,
        max(days.data_as_at) as data_as_at
    from days
    cross join lateral (
        values
            ('month', days.month_key),
            ('quarter', days.quarter_key),
            ('year', days.year_key)
    ) as kinds (period_type, period_key)
    group by kinds.period_key, kinds.period_type

)

select
    period_key,
    period_type,
    period_start,
    period_end,
    case period_type
        when 'month' then to_char(period_start, 'FMMonth YYYY')
        when 'quarter' then right(period_key, 2) || ' ' || year_key
        else period_key
    end as label,
    period_end <= data_as_at as is_complete,
    year_key,
    reporting_year_start,
    lag(period_key) over (partition by period_type order by period_start) as previous_period_key,
    lag(period_key, case period_type when 'month' then 12 when 'quarter' then 4 else 1 end)
        over (partition by period_type order by period_start) as previous_year_period_key
from periods
