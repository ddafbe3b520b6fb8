-- Published values of other areas, each with the file it comes from. Never our own authority's.
-- The project's own table of facts first; a loaded LAIT file adds what that does not have.
{% set loaded = load_relation(source('reference', 'comparators')) %}
with carried as (

    select
        indicator_id,
        area,
        period_type,
        period_key,
        breakdown,
        member,
        numerator,
        denominator,
        value,
        vintage,
        source,
        decimals
    from {{ ref('comparators') }}

),

-- A measure may be mapped to an indicator that is not built yet.
built as (

    select indicator_id from {{ ref('dim_indicators') }}

)

select * from carried
{% if loaded %}
union all
select
    loaded.indicator_id,
    loaded.area,
    loaded.period_type,
    loaded.period_key,
    loaded.breakdown,
    loaded.member,
    null::numeric as numerator,
    null::numeric as denominator,
    loaded.value,
    loaded.vintage,
    'DfE LAIT, measure ' || loaded.measure_short || case
        when loaded.model_year is not null
            then ', mean of ' || loaded.areas_used || ' of ' || loaded.areas_listed
                || ' authorities, list of ' || loaded.model_year
        else ''
    end as source,
    loaded.decimals
from {{ loaded.schema }}.comparators_as_known({{ known_at() }}) as loaded
inner join built using (indicator_id)
where not exists (
    select 1
    from carried
    where carried.indicator_id = loaded.indicator_id
        and carried.area = loaded.area
        and carried.period_type = loaded.period_type
        and carried.period_key = loaded.period_key
        and carried.breakdown = loaded.breakdown
        and carried.member = loaded.member
)
{% endif %}
