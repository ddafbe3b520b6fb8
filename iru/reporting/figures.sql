-- Schema `figures`: editions of reports and the figures they printed. Rows are written once.
-- Run by iru_pipeline; safe to run again.
create schema if not exists figures;

create table if not exists figures.edition (
    edition_id       text primary key,
    report_type      text not null,
    period_key       text not null,
    version          integer not null check (version > 0),
    previous_edition text references figures.edition (edition_id),
    audience         text not null check (audience in ('restricted', 'public')),
    status           text not null default 'draft'
                     check (status in ('draft', 'signed_off', 'published', 'withdrawn')),
    data_as_at       date not null,
    known_at         timestamptz not null,
    build_id         text not null,
    source_system    text not null,
    code_commit      text not null,
    code_dirty       boolean not null,
    code_fingerprint text not null,
    rule_set         text not null,
    figure_count     integer,
    content_sha256   text,             -- null until sealed, in the transaction that made it
    created_at       timestamptz not null default now(),
    unique (report_type, period_key, audience, version)
);

create table if not exists figures.published_indicator (
    edition_id         text not null references figures.edition (edition_id),
    indicator_id       text not null,
    title              text not null,
    subject            text not null,
    kind               text not null,
    unit               text not null,
    decimals           integer not null,
    polarity           text not null,
    target             numeric,
    target_text        text not null,
    audience           text not null,
    definition         text not null,
    official_basis     text not null,
    definition_version integer not null,
    numerator_label    text not null,
    denominator_label  text not null,
    timing             text not null,
    primary key (edition_id, indicator_id)
);

create table if not exists figures.published_figure (
    edition_id         text not null,
    position           integer not null,  -- order of first use in the report
    figure_key         text not null,
    indicator_id       text not null,
    area               text not null,
    period_type        text not null check (period_type in ('month', 'quarter', 'year')),
    period_key         text not null,
    period_end         date not null,
    breakdown          text not null,
    member             text not null,
    label              text not null,
    sort_order         integer not null,
    value              numeric,
    numerator          numeric,
    denominator        numeric,
    shown              text not null,     -- exactly the text printed
    shown_numerator    text not null,
    shown_denominator  text not null,
    marker             text not null,     -- k, z, : or empty; c when disclosure control hides it
    excluded           integer,
    completeness       numeric,
    definition_version integer not null,
    vintage            text not null,
    source             text not null,
    derived_from       text[] not null,
    primary key (edition_id, figure_key),
    foreign key (edition_id, indicator_id)
        references figures.published_indicator (edition_id, indicator_id)
);

-- An edition may only move forward, and nothing else of it may change once it is sealed.
create or replace function figures.edition_moves_forward() returns trigger
language plpgsql as $$
declare
    steps constant text[] := array['draft', 'signed_off', 'published', 'withdrawn'];
begin
    if old.content_sha256 is null and new.status = old.status then
        return new;
    end if;
    if to_jsonb(new) - 'status' is distinct from to_jsonb(old) - 'status' then
        raise exception 'edition % is frozen', old.edition_id;
    end if;
    if array_position(steps, new.status) < array_position(steps, old.status) then
        raise exception 'edition % may not go back from % to %',
            old.edition_id, old.status, new.status;
    end if;
    return new;
end $$;

create or replace function figures.only_while_unsealed() returns trigger
language plpgsql as $$
begin
    perform from figures.edition
    where edition_id = new.edition_id and content_sha256 is null;
    if not found then
        raise exception 'edition % is frozen: no figure can be added', new.edition_id;
    end if;
    return new;
end $$;

create or replace function figures.never() returns trigger
language plpgsql as $$
begin
    raise exception '% on figures.% is refused: what was printed does not change',
        tg_op, tg_table_name;
end $$;
