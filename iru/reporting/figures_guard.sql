-- The guards of schema `figures`, and who may read it. Made again each time: none can go missing.
create or replace trigger edition_moves_forward before update on figures.edition
for each row execute function figures.edition_moves_forward();

create or replace trigger edition_stays before delete on figures.edition
for each row execute function figures.never();

create or replace trigger edition_not_emptied before truncate on figures.edition
for each statement execute function figures.never();

create or replace trigger indicator_in_time before insert on figures.published_indicator
for each row execute function figures.only_while_unsealed();

create or replace trigger indicator_stays before update or delete on figures.published_indicator
for each row execute function figures.never();

create or replace trigger indicator_not_emptied before truncate on figures.published_indicator
for each statement execute function figures.never();

create or replace trigger figure_in_time before insert on figures.published_figure
for each row execute function figures.only_while_unsealed();

create or replace trigger figure_stays before update or delete on figures.published_figure
for each row execute function figures.never();

create or replace trigger figure_not_emptied before truncate on figures.published_figure
for each statement execute function figures.never();

grant usage on schema figures to iru_report;
grant select on all tables in schema figures to iru_report;
