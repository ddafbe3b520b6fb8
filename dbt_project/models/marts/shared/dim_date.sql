{{ config(indexes=[{'columns': ['working_day_number', 'is_working_day']}]) }}
-- Every day of the years whose bank holidays are known (C05). A rule of time that needs another
-- day finds none, and tests/assert_working_days_are_known.sql then stops the build.
with covered as (

    select
        make_date(min(extract(year from holiday_date))::integer, 1, 1) as first_day,
        make_date(max(extract(year from holiday_date))::integer, 12, 31) as last_day
    from {{ ref('bank_holidays') }}

),

days as (

    select generated::date as date_day
    from covered
    cross join lateral generate_series(covered.first_day::timestamp, covered.last_day, '1 day') as generated

),

kinds as (

    select
        days.date_day,
        holidays.holiday_name as bank_holiday_name,
        holidays.holiday_date is not null as is_bank_holiday,
        extract(isodow from days.date_day) <= 5 and holidays.holiday_date is null as is_working_day,
        -- The reporting year begins on 1 April (C01); a day's reporting year is named by where it began.
        extract(year from days.date_day - interval '3 months')::integer as reporting_year_start,
        extract(quarter from days.date_day - interval '3 months')::integer as reporting_quarter
    from days
    left join {{ ref('bank_holidays') }} as holidays on holidays.holiday_date = days.date_day

),

keys as (

    select
        *,
        reporting_year_start || '-' || to_char((reporting_year_start + 1) % 100, 'FM00') as year_key,
        to_char(date_day, 'YYYY-MM') as month_key
    from kinds

)

select
    date_day,
    extract(isodow from date_day)::integer as day_of_week,
    is_working_day,
    is_bank_holiday,
    bank_holiday_name,
    (count(*) filter (where is_working_day) over (order by date_day))::integer as working_day_number,
    date_day = (date_trunc('month', date_day) + interval '1 month - 1 day')::date as is_month_end,
    month_key,
    year_key || '-Q' || reporting_quarter as quarter_key,
    year_key,
    reporting_year_start
from keys
