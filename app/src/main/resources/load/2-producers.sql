-- Two bases in five stand alone with their producer; the county of a base is its producer's.
create temp table load_producer on commit drop as
select n, :producer_ids + n as id, s.county,
       (array['cooperative', 'cooperative', 'cooperative', 'cooperative', 'cooperative', 'family-farm', 'family-farm', 'enterprise',
              'leading-enterprise', 'village-collective'])[1 + pg_temp.pick(n, 21, 10)] as kind,
       pg_temp.pick(n, 22, (select count(*)::int from load_product)) as product
  from generate_series(1, :producers) n
  join load_share s on s.k = pg_temp.pick(n, 23, (select count(*)::int from load_share));
alter table load_producer add primary key (n);

insert into producer.producers (id, kind, name, credit_code, region_code, address, contact_name, phone, main_crops,
       traceability_registered, credit_filed, demo, created_at, updated_at)
overriding system value
select p.id, p.kind,
       case p.kind
           when 'cooperative' then c.name || pg_temp.brand(p.n) || d.name || '种植专业合作社'
           when 'family-farm' then c.name || pg_temp.brand(p.n) || '家庭农场'
           when 'enterprise' then c.name || pg_temp.brand(p.n) || '农业开发有限公司'
           when 'leading-enterprise' then c.name || pg_temp.brand(p.n) || '农业科技股份有限公司'
           else c.name || v.name || '股份经济合作社'
       end,
       pg_temp.credit_code(p.kind, c.code, p.n), left(v.code, 12), v.address, pg_temp.person(p.n),
       '1390000' || lpad(pg_temp.pick(p.n, 24, 10000)::text, 4, '0'), array[d.crop],
       pg_temp.pick(p.n, 25, 10) < 8, pg_temp.pick(p.n, 26, 10) < 7, true, at.made, at.made
  from load_producer p
  join load_county c on c.n = p.county
  join load_village v on v.county = p.county and v.k = pg_temp.pick(p.n, 27, c.villages)
  join load_product d on d.k = p.product,
       lateral (select timestamptz ':begin' + p.n * (timestamptz ':today' - timestamptz ':begin') / (2 * :producers) as made) at
 order by p.n;

analyze producer.producers;
