-- Sums of entered figures over provinces, cities and counties are kept, so that a page reads a few rows however many
-- counties report (decision 0008). Each division that lies above an office has a row for the entries of each level
-- below it. The rows change when the transaction that enters or corrects a figure commits: never later, and the lock on
-- a province's row, which all its counties need at month's end, is held no longer than a commit. The application may
-- read the sums; only the trigger writes them.
create table indicator.totals (
    scheme_id   text not null,
    indicator   text not null,
    period      text not null,
    region_code text collate "C" not null,
    level       text not null,
    n           int not null,
    total       numeric not null,
    constraint total_pk primary key (scheme_id, indicator, period, region_code, level)
) with (fillfactor = 80);
comment on table indicator.totals is 'sums of the entries that hold, of the offices of one level within a division';
comment on column indicator.totals.level is 'of the offices that entered: province, city, county, township, village';
revoke insert, update, delete, truncate on indicator.totals from nongyou_app;
grant select on indicator.totals to nongyou_app;

create function indicator.level_of(region_code text) returns text language sql immutable parallel safe as $$
    select case when length(region_code) = 12 then 'village' when length(region_code) = 9 then 'township'
                when region_code = '000000' then 'national' when region_code like '%0000' then 'province'
                when region_code like '%00' then 'city' else 'county' end
$$;

-- The divisions that a division lies in, itself not among them. The code is the path.
create function indicator.above(region_code text) returns setof text language sql immutable parallel safe as $$
    select code
      from (values ('000000'), (left(region_code, 2) || '0000'), (left(region_code, 4) || '00'), (left(region_code, 6)),
                   (left(region_code, 9))) division (code)
     where code <> region_code
     group by code
$$;

create function indicator.keep_totals() returns trigger
    language plpgsql security definer set search_path = pg_catalog as $$
begin
    insert into indicator.totals as kept (scheme_id, indicator, period, region_code, level, n, total)
    select one.scheme_id, one.indicator, one.period, division, indicator.level_of(one.region_code), sum(one.n),
           sum(one.value)
      from (select old.scheme_id, old.indicator, old.period, old.region_code, -1 as n, -old.value as value
             where tg_op <> 'INSERT' and old.current
            union all
            select new.scheme_id, new.indicator, new.period, new.region_code, 1, new.value
             where tg_op <> 'DELETE' and new.current) one,
           indicator.above(one.region_code) division
     group by 1, 2, 3, 4, 5
     order by 1, 2, 3, 4, 5
    on conflict on constraint total_pk do update set n = kept.n + excluded.n, total = kept.total + excluded.total;
    return null;
end $$;
revoke execute on function indicator.keep_totals() from public;
create constraint trigger totals_of_entries after insert or delete or update of value, current on indicator.reports
    deferrable initially deferred for each row execute function indicator.keep_totals();

create function indicator.forget_totals() returns trigger
    language plpgsql security definer set search_path = pg_catalog as $$
begin
    truncate indicator.totals;
    return null;
end $$;
revoke execute on function indicator.forget_totals() from public;
create trigger totals_end_with_entries after truncate on indicator.reports
    for each statement execute function indicator.forget_totals();

-- What the kept sums have to be: the same counted anew.
create view indicator.recount as
    select scheme_id, indicator, period, division as region_code, indicator.level_of(region_code) as level,
           count(*)::int as n, sum(value) as total
      from indicator.reports, indicator.above(region_code) division
     where current
     group by 1, 2, 3, 4, 5;

insert into indicator.totals select * from indicator.recount;

-- Sums as of a day are added up from all entries, those since replaced included.
drop index indicator.reports_of_indicator;
create index reports_of_indicator on indicator.reports (scheme_id, indicator, period, region_code, id);
