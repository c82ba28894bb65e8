-- The lists of producers and bases at 100,000 rows: one indexed text to search in, and the numbers on the chips kept
-- by triggers, so that no page counts rows. Each character of the searched text is doubled: trigrams of 大大米米 find
-- a word of two characters, which plain trigrams cannot. Also: why a row was closed, and the file's name of a
-- certificate's copy.
alter table producer.producers
    add column closed_reason text,
    add column search text not null generated always as (regexp_replace(lower(
        name || ' ' || coalesce(credit_code, '') || ' ' || contact_name), '(.)', '\1\1', 'g')) stored;
create index producers_by_search on producer.producers using gin (search gin_trgm_ops);
drop index producer.producers_by_name;
create index producers_of_kind on producer.producers (kind, id desc);

create table producer.counts (
    county_code text collate "C" not null,
    kind        text not null,
    n           bigint not null,
    constraint producer_count_pk primary key (county_code, kind)
);
comment on table producer.counts is 'active producers by county and kind, kept by trigger';

create function producer.count_producers() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into producer.counts as c
        select left(region_code, 6), kind, count(*) from new_rows where active group by 1, 2 order by 1, 2
        on conflict (county_code, kind) do update set n = c.n + excluded.n;
    elsif tg_op = 'UPDATE' then
        insert into producer.counts as c
        select county, kind, sum(d) from (
            select left(region_code, 6) county, kind, -1 d from old_rows where active
            union all select left(region_code, 6), kind, 1 from new_rows where active) x
         group by 1, 2 having sum(d) <> 0 order by 1, 2
        on conflict (county_code, kind) do update set n = c.n + excluded.n;
    else
        insert into producer.counts as c
        select left(region_code, 6), kind, -count(*) from old_rows where active group by 1, 2 order by 1, 2
        on conflict (county_code, kind) do update set n = c.n + excluded.n;
    end if;
    return null;
end $$;
create trigger count_inserted after insert on producer.producers referencing new table as new_rows
    for each statement execute function producer.count_producers();
create trigger count_updated after update on producer.producers referencing old table as old_rows new table as new_rows
    for each statement execute function producer.count_producers();
create trigger count_deleted after delete on producer.producers referencing old table as old_rows
    for each statement execute function producer.count_producers();
insert into producer.counts
select left(region_code, 6), kind, count(*) from producer.producers where active group by 1, 2;

alter table base.bases
    add column closed_reason text,
    add column search text not null generated always as (regexp_replace(lower(
        name || ' ' || number || ' ' || producer_name || ' ' || product), '(.)', '\1\1', 'g')) stored;
create index bases_by_search on base.bases using gin (search gin_trgm_ops);
drop index base.bases_by_name;
create index bases_of_class on base.bases (product_class, id desc);
create index bases_not_drawn on base.bases (id desc) where geometry is null;
alter table base.plots add column measured_mu numeric(12, 2), add column position int not null default 0;
create index plots_of_base on base.plots (base_id, position, id);

create table base.counts (
    county_code   text collate "C" not null,
    product_class text not null,
    drawn         boolean not null,
    n             bigint not null,
    area_mu       numeric(16, 2) not null,
    constraint base_count_pk primary key (county_code, product_class, drawn)
);
comment on table base.counts is 'active bases by county, class of produce and whether the place is drawn, kept by trigger';

create function base.count_bases() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into base.counts as c
        select left(region_code, 6), coalesce(product_class, ''), geometry is not null, count(*), sum(area_mu)
          from new_rows where active group by 1, 2, 3 order by 1, 2, 3
        on conflict (county_code, product_class, drawn) do update set n = c.n + excluded.n, area_mu = c.area_mu + excluded.area_mu;
    elsif tg_op = 'UPDATE' then
        insert into base.counts as c
        select county, class, drawn, sum(d), sum(mu) from (
            select left(region_code, 6) county, coalesce(product_class, '') as class, geometry is not null drawn, -1 d, -area_mu mu
              from old_rows where active
            union all
            select left(region_code, 6), coalesce(product_class, ''), geometry is not null, 1, area_mu
              from new_rows where active) x
         group by 1, 2, 3 having sum(d) <> 0 or sum(mu) <> 0 order by 1, 2, 3
        on conflict (county_code, product_class, drawn) do update set n = c.n + excluded.n, area_mu = c.area_mu + excluded.area_mu;
    else
        insert into base.counts as c
        select left(region_code, 6), coalesce(product_class, ''), geometry is not null, -count(*), -sum(area_mu)
          from old_rows where active group by 1, 2, 3 order by 1, 2, 3
        on conflict (county_code, product_class, drawn) do update set n = c.n + excluded.n, area_mu = c.area_mu + excluded.area_mu;
    end if;
    return null;
end $$;
create trigger count_inserted after insert on base.bases referencing new table as new_rows
    for each statement execute function base.count_bases();
create trigger count_updated after update on base.bases referencing old table as old_rows new table as new_rows
    for each statement execute function base.count_bases();
create trigger count_deleted after delete on base.bases referencing old table as old_rows
    for each statement execute function base.count_bases();
insert into base.counts
select left(region_code, 6), coalesce(product_class, ''), geometry is not null, count(*), sum(area_mu)
  from base.bases where active group by 1, 2, 3;

-- What the checks of a base compare with: the operator's own settings, not law.
create table base.settings (
    name  text not null,
    value numeric not null,
    note  text not null,
    constraint setting_pk primary key (name)
);
insert into base.settings values
    ('area_difference_percent', 10, '申报面积与图上面积相差超过这个百分数时提示'),
    ('county_distance_km', 80, '位置离所在县的点位超过这么多公里时提示，平台自定，不是法定'),
    ('overlap_mu', 0.1, '与别的基地重叠超过这么多亩时提示');
