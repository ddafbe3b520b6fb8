-- Residents aged 0 to 17 of each area in the middle of each year (C18). The only place that chooses
-- among vintages. Of those held on the night, the newest that was out by then speaks; where none
-- was out yet, the one that came out first.
{%- set estimates = source('reference', 'population_estimates') %}
{%- set vintages = source('reference', 'population_vintages') %}
{%- set night -%} ({{ known_at() }} at time zone 'Europe/London')::date {%- endset %}
with held as (

    select
        area_code,
        area,
        mid_year,
        population,
        vintage,
        out_by,
        source
    from {{ ref('ref_population') }}
{%- if load_relation(estimates) %}
    union all
    select
        estimates.area_code,
        estimates.area,
        estimates.mid_year,
        estimates.population::numeric as population,
        estimates.vintage,
        vintages.out_by,
        'ONS mid-year estimates (' || vintages.file_name || ')' as source
    from {{ estimates }} as estimates
    inner join {{ vintages }} as vintages using (vintage)
    where coalesce(vintages.known_from, '-infinity') <= {{ known_at() }}
{%- endif %}

),

ranked as (

    select
        *,
        row_number() over (
            partition by area_code, mid_year
            order by
                out_by > {{ night }},
                case when out_by > {{ night }} then out_by end,
                out_by desc,
                vintage desc,
                source
        ) as choice
    from held

)

select
    area_code,
    area,
    mid_year,
    population,
    vintage,
    out_by,
    source
from ranked
where choice = 1
