-- At 100,000 bases and 300,000 cases the pages spent their time adding up differences (decision 0003). Three mends:
-- folded differences are marked, so that a node keeps their sum in memory and reads only what came since;
-- what waits and what is late is kept by day for each division and each office;
-- what is counted row by row (townships, reserves) is counted from an index alone.
alter table procedure.case_counts add column folded boolean not null default false;
create index case_counts_folded on procedure.case_counts (id) where folded;
create index case_counts_since on procedure.case_counts (id) where not folded;

alter table catalogue.listing_counts add column folded boolean not null default false;
create index listing_counts_folded on catalogue.listing_counts (id) where folded;
create index listing_counts_since on catalogue.listing_counts (id) where not folded;
drop index catalogue.listing_counts_by_kind;

create view indicator.listing_differences as
    select id, folded, scheme_id, kind, level, class_id, status, county_code, year, n, area_mu
      from catalogue.listing_counts;

create table procedure.due_counts (
    place  text collate "C" not null,
    due_on date,
    n      bigint not null
);
comment on table procedure.due_counts is 'open cases by the day they are due: differences, added up by the reader';
comment on column procedure.due_counts.place is
    'the two, four or six leading digits of a division; or office: and the id of an office that the case waits for';
create index due_counts_of_place on procedure.due_counts (place, due_on) include (n);

-- One case may wait for several offices (other_offices); it counts once for each.
create function procedure.due_places(region_code text, acting_office_id bigint, other_offices bigint[])
    returns setof text language sql immutable parallel safe as $$
    values (left(region_code, 2)), (left(region_code, 4)), (left(region_code, 6))
    union all
    select 'office:' || o from (select acting_office_id where acting_office_id is not null
                                union select unnest(other_offices)) x (o)
$$;

create or replace function procedure.count_cases() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n)
        select scheme_id, procedure_id, stage, state, left(region_code, 6), count(*)
          from new_rows group by 1, 2, 3, 4, 5;
        insert into procedure.due_counts (place, due_on, n)
        select place, due_on, count(*)
          from new_rows c, procedure.due_places(c.region_code, c.acting_office_id, c.other_offices) place
         where c.state = 'open'
         group by 1, 2;
    elsif tg_op = 'UPDATE' then
        insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n)
        select scheme_id, procedure_id, stage, state, county_code, sum(n)
          from (select scheme_id, procedure_id, stage, state, left(region_code, 6) county_code, -1 n from old_rows
                union all
                select scheme_id, procedure_id, stage, state, left(region_code, 6), 1 from new_rows) d
         group by 1, 2, 3, 4, 5 having sum(n) <> 0;
        insert into procedure.due_counts (place, due_on, n)
        select place, due_on, sum(n)
          from (select region_code, acting_office_id, other_offices, due_on, -1 n from old_rows where state = 'open'
                union all
                select region_code, acting_office_id, other_offices, due_on, 1 from new_rows where state = 'open') d,
               procedure.due_places(d.region_code, d.acting_office_id, d.other_offices) place
         group by 1, 2 having sum(n) <> 0;
    else
        insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n)
        select scheme_id, procedure_id, stage, state, left(region_code, 6), -count(*)
          from old_rows group by 1, 2, 3, 4, 5;
        insert into procedure.due_counts (place, due_on, n)
        select place, due_on, -count(*)
          from old_rows c, procedure.due_places(c.region_code, c.acting_office_id, c.other_offices) place
         where c.state = 'open'
         group by 1, 2;
    end if;
    return null;
end $$;
insert into procedure.due_counts (place, due_on, n)
select place, due_on, count(*)
  from procedure.cases c, procedure.due_places(c.region_code, c.acting_office_id, c.other_offices) place
 where c.state = 'open'
 group by 1, 2;

create index bases_counted on base.bases (region_code) where active;
create index producers_counted on producer.producers (region_code) where active;
create index reserves_counted on catalogue.reserves (region_code) where left_on is null;

-- A province with few lines among many others' finds them in order.
create index entries_of_province on journal.entries (left(region_code, 2), happened_at desc, id desc);

-- Words of two characters, as for bases (V0020): one text with each character doubled. Pairs of characters, as the
-- catalogue had them, cost a call of a function for every row that the index did not decide.
alter table procedure.cases add column search text not null generated always as (regexp_replace(lower(
    title || ' ' || producer_name), '(.)', '\1\1', 'g')) stored;
drop index procedure.cases_by_title;
create index cases_by_search on procedure.cases using gin (search gin_trgm_ops);

alter table catalogue.listings add column search text not null generated always as (regexp_replace(lower(
    title || ' ' || producer_name || ' ' || product || ' ' || number), '(.)', '\1\1', 'g')) stored;
drop index catalogue.listings_by_words;
drop function catalogue.listing_bigrams(text, text, text, text);
drop function catalogue.bigrams(text);
create index listings_by_search on catalogue.listings using gin (search gin_trgm_ops);

-- How much of a quota is taken, counted from the index alone.
create index listings_standing on catalogue.listings (scheme_id, kind, region_code) include (valid_to)
    where status in ('listed', 'warned', 'rectifying', 'suspended');
