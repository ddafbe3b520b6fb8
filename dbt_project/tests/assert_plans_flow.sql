-- On a plan at the end = at the start + started - ended, month by month.
with months as (

    select
        period_key,
        lag(period_key) over (order by period_start) as previous_key
    from {{ ref('dim_period') }}
    where period_type = 'month' and is_complete

),

results as (

    select indicator_id, period_key, value
    from {{ ref('fct_indicator_results') }}
    where period_type = 'month' and breakdown = 'all'
        and indicator_id in ('cp_count', 'cp_started_count', 'cp_ended_count')

)

select months.period_key
from months
inner join results as stock on stock.indicator_id = 'cp_count' and stock.period_key = months.period_key
inner join results as before on before.indicator_id = 'cp_count' and before.period_key = months.previous_key
inner join results as started on started.indicator_id = 'cp_started_count' and started.period_key = months.period_key
inner join results as ended on ended.indicator_id = 'cp_ended_count' and ended.period_key = months.period_key
where before.value + started.value - ended.value <> stock.value
