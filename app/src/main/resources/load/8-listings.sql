-- A case that won put its base into the catalogue; the next level's case promoted it; a removal took it out.
create temp table load_listing on commit drop as
with judged as (
    select n, id, base, way, class, steps, gap, started,
           max(n) filter (where class = 'won') over (partition by base) as last_won,
           coalesce(max(n) filter (where class = 'removed') over (partition by base), 0) as last_removed
      from load_case_way)
select :listing_ids + row_number() over (order by n) as id, n, id as case_id, base,
       (started + (steps - 1) * gap)::date as listed_on, n < last_won as promoted, n < last_removed as removed,
       pg_temp.pick(n, 71, 100) as mood
  from judged
 where class = 'won';
alter table load_listing add primary key (id);
analyze load_listing;

insert into catalogue.listings (id, number, scheme_id, scheme_version, kind, level, class_id, subject_kind, subject_id,
       title, producer_id, producer_name, product, area_mu, region_code, longitude, latitude, listed_on, status,
       rectify_by, case_id, promoted_from, public_code, demo, updated_at)
overriding system value
select l.id, ':mark' || lpad(l.n::text, 8, '0'), p.scheme_id, p.scheme_version, p.kind, p.level, p.class_id, 'base',
       p.subject_id, p.title, p.producer_id, p.producer_name, b.product, b.area_mu, b.region_code, b.longitude, b.latitude,
       l.listed_on, s.status, case s.status when 'rectifying' then date ':today' - 30 + pg_temp.pick(l.n, 72, 60) end, p.id, lag(l.id) over (partition by l.base order by l.n), 'yc' || substr(md5(:seed || '-' || l.n), 1, 14), true, l.listed_on
  from load_listing l
  join procedure.cases p on p.id = l.case_id
  join base.bases b on b.id = :base_ids + l.base,
       lateral (select case when l.promoted then 'promoted' when l.removed then 'removed' when l.mood < 2 then 'suspended'
                            when l.mood < 4 then 'rectifying' when l.mood < 7 then 'warned' else 'listed' end as status) s
 order by l.n;

insert into catalogue.measures (listing_id, kind, reason, clause, due_on, office_id, office_name, account_id, account_name,
       happened_at, demo)
select x.id, case x.status when 'warned' then 'warning' when 'rectifying' then 'rectification' else 'suspension' end,
       case x.status when 'warned' then '用药记录不完整' when 'rectifying' then '标识牌内容不全，限期补正' else '抽检不合格，暂停使用基地标识' end,
       null, x.rectify_by,
       d.office, d.office_name, d.account, d.person, timestamptz ':today' - pg_temp.pick(x.id, 73, 90) * interval '1 day', true
  from catalogue.listings x
  join load_listing l on l.id = x.id
  join load_base b on b.n = l.base
  join load_desk d on d.county = b.county and d.desk = (select min(desk) from load_desk)
 where x.status in ('warned', 'rectifying', 'suspended')
 order by x.id;

insert into catalogue.reserves (scheme_id, scheme_version, kind, level, promotes_to, class_id, subject_kind, subject_id,
       title, producer_name, region_code, added_on, added_by, demo)
select x.scheme_id, x.scheme_version, x.kind, x.level, ':promotes_to', x.class_id, x.subject_kind, x.subject_id, x.title,
       x.producer_name, x.region_code, x.listed_on + 100, 0, true
  from catalogue.listings x join load_listing l on l.id = x.id
 where x.level = ':reserve_level' and ':promotes_to' <> '' and x.status = 'listed' and pg_temp.pick(x.id, 74, 5) = 0
 order by x.id;
