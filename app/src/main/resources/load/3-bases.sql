create temp table load_base on commit drop as
select b.n, :base_ids + b.n as id, p.n as producer, p.county, v.code as region_code, v.address,
       c.name || v.name || pg_temp.brand(b.n + 7) || d.name || '基地' as name,
       d.name as product, d.crop as class,
       round((50 + pow(pg_temp.pick(b.n, 31, 1000) / 1000.0, 3) * 5000)::numeric, 1) as area_mu,
       round(c.longitude + (pg_temp.pick(b.n, 32, 24000) - 12000) / 100000.0, 5) as longitude,
       round(c.latitude + (pg_temp.pick(b.n, 33, 20000) - 10000) / 100000.0, 5) as latitude
  from generate_series(1, :bases) b (n)
  join load_producer p on p.n = 1 + mod(b.n, :producers)
  join load_county c on c.n = p.county
  join load_village v on v.county = p.county and v.k = pg_temp.pick(b.n, 34, c.villages)
  join load_product d on d.k = case when pg_temp.pick(b.n, 35, 4) < 3 then p.product
                                    else pg_temp.pick(b.n, 36, (select count(*)::int from load_product)) end;
alter table load_base add primary key (n);

-- A four-cornered place of about the declared area: half its side in degrees, one corner drawn in a little.
insert into base.bases (id, number, producer_id, producer_name, name, region_code, address, product, product_class,
       area_mu, measured_mu, geometry, extent, longitude, latitude, responsible_name, supervision_phone, techniques,
       good_variety_percent, internal_inspectors, households_led, operating_procedure, signboard_on, demo, created_at,
       updated_at)
overriding system value
select b.id, ':mark' || lpad(b.n::text, 8, '0'), p.id, p.name, b.name, b.region_code, b.address, b.product, b.class,
       b.area_mu, round(b.area_mu * (97 + pg_temp.pick(b.n, 37, 7)) / 100, 1),
       jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(jsonb_build_array(
           jsonb_build_array(b.longitude - s.x, b.latitude - s.y), jsonb_build_array(b.longitude + s.x, b.latitude - s.y),
           jsonb_build_array(b.longitude + s.x, b.latitude + s.y),
           jsonb_build_array(b.longitude - round(s.x * 0.9, 5), b.latitude + s.y),
           jsonb_build_array(b.longitude - s.x, b.latitude - s.y)))),
       box(point(b.longitude + s.x, b.latitude + s.y), point(b.longitude - s.x, b.latitude - s.y)),
       b.longitude, b.latitude, pg_temp.person(b.n + 3), '1390000' || lpad(pg_temp.pick(b.n, 38, 10000)::text, 4, '0'),
       '病虫害绿色防控、测土配方施肥', case when pg_temp.pick(b.n, 39, 5) = 0 then 90 + pg_temp.pick(b.n, 40, 10) else 100 end,
       pg_temp.pick(b.n, 41, 4), pg_temp.pick(b.n, 42, 300), pg_temp.pick(b.n, 43, 10) > 0,
       case when pg_temp.pick(b.n, 44, 10) > 2 then at.made::date + 60 end, true, at.made, at.made
  from load_base b
  join producer.producers p on p.id = :producer_ids + b.producer,
       lateral (select round((sqrt(b.area_mu * 666.6667) / 2 / 88800)::numeric, 5) as x,
                       round((sqrt(b.area_mu * 666.6667) / 2 / 111000)::numeric, 5) as y) s,
       lateral (select timestamptz ':begin' + b.n * (timestamptz ':today' - timestamptz ':begin') / (2 * :bases) as made) at
 order by b.n;

analyze base.bases;
