-- ONS's mid-year estimates by vintage, in schema `reference`. Owned by the pipeline; the
-- warehouse's model dim_populations chooses among the vintages.
create schema if not exists reference;

create table if not exists reference.population_vintages (
    vintage        text primary key,
    file_name      text not null,
    -- The day by which the vintage was certainly out: of its release, or else that it came here.
    out_by         date not null,
    -- The newest night loaded when it came: a warehouse built as known on an earlier one does not
    -- have it (D2). Null: there was no night yet.
    known_from     timestamptz,
    loaded_at      timestamptz not null default clock_timestamp()
);

create table if not exists reference.population_estimates (
    vintage        text not null references reference.population_vintages on delete cascade,
    area_code      text not null,       -- ONS code
    area           text not null,
    mid_year       integer not null,
    population     integer not null check (population >= 0),    -- residents aged 0 to 17
    primary key (area_code, mid_year, vintage)
);
