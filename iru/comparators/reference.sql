-- Schema `reference`: what other bodies publish, as they publish it. Owned by the pipeline; the
-- warehouse's own model fct_comparators reads the view `comparators` when it is there.
create schema if not exists reference;

create table if not exists reference.lait_values (
    vintage        integer not null,    -- year of the release
    topic          text not null,
    measure_short  text not null,
    measure        text not null,
    polarity       text not null,
    year_type      text not null,
    year           text not null,
    la_code        text not null,
    area           text not null,
    region         text not null,
    value          numeric,             -- null where DfE prints a symbol
    symbol         text not null,
    primary key (vintage, measure_short, year_type, year, la_code)
);

create table if not exists reference.lait_releases (
    vintage        integer primary key,
    file_name      text not null,
    rows_read      integer not null,
    loaded_at      timestamptz not null default clock_timestamp()
);
-- The newest night loaded when the release came: a warehouse built as known on an earlier one does
-- not have it (D2). Null: there was no night yet.
alter table reference.lait_releases add column if not exists known_from timestamptz;

-- The two tables below hold config/comparators/ as it was at the last load.
create table if not exists reference.lait_measures (
    measure_short  text primary key,
    year_type      text not null,
    indicator_id   text not null,
    breakdown      text not null,
    member         text not null,
    note           text not null
);

create table if not exists reference.comparator_areas (
    area           text not null,
    model_year     integer,             -- of a list of neighbours; null for an area taken alone
    la_code        text not null,
    name           text not null,
    unique nulls not distinct (area, model_year, la_code)
);

-- C19: an area's own value, or the unweighted mean of its authorities, suppressed values left
-- out. Only the newest release known on the night speaks; older ones stay in lait_values.
drop view if exists reference.comparators;
drop function if exists reference.comparators_as_known(timestamptz);
create function reference.comparators_as_known(night timestamptz)
returns table (
    indicator_id text, area text, period_type text, period_key text, breakdown text, member text,
    value numeric, areas_used integer, areas_listed integer, model_year integer, vintage integer,
    measure_short text, decimals integer
)
language sql stable as $$
with newest as (
    select lait.*, lait.year::integer as ending
    from reference.lait_values as lait
    where lait.vintage = (
        select max(releases.vintage) from reference.lait_releases as releases
        where coalesce(releases.known_from, '-infinity') <= night)
        and lait.year ~ '^[0-9]{4}$'
),

years as (select distinct ending from newest),

-- The newest list of its time for each year, or the first list for years before it.
lists as (
    select
        years.ending,
        coalesce(
            max(areas.model_year) filter (where areas.model_year <= years.ending),
            min(areas.model_year)
        ) as model_year
    from years
    cross join reference.comparator_areas as areas
    group by years.ending
),

-- The places a measure is printed with: the most that any of its values needs.
printed as (
    select measure_short, year_type, max(scale(trim_scale(value))) as decimals
    from newest group by measure_short, year_type
)

select
    measures.indicator_id,
    areas.area,
    'year' as period_type,
    (newest.ending - 1)::text || '-' || right(newest.year, 2) as period_key,
    measures.breakdown,
    measures.member,
    avg(newest.value) as value,
    count(newest.value)::integer as areas_used,
    (select count(*) from reference.comparator_areas as listed
     where listed.area = areas.area and listed.model_year is not distinct from areas.model_year
    )::integer as areas_listed,
    areas.model_year,
    newest.vintage,
    measures.measure_short,
    printed.decimals
from reference.lait_measures as measures
inner join newest using (measure_short, year_type)
inner join printed using (measure_short, year_type)
inner join lists using (ending)
inner join reference.comparator_areas as areas
    on areas.la_code = newest.la_code
    and (areas.model_year is null or areas.model_year = lists.model_year)
group by
    measures.indicator_id, areas.area, newest.ending, newest.year, measures.breakdown,
    measures.member, areas.model_year, newest.vintage, measures.measure_short, printed.decimals
having count(newest.value) > 0
$$;

create view reference.comparators as
select * from reference.comparators_as_known('infinity');
