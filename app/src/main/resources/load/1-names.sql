-- What the other steps draw from: places, products, names. Everything is drawn by a hash of the row's number, so the
-- same seed gives the same rows.
create function pg_temp.pick(n bigint, salt int, below int) returns int language sql immutable
    return mod(hashint8extended(n, :seed + salt) & 9223372036854775807, below)::int;

create temp table load_county on commit drop as
select row_number() over (order by code)::int - 1 as n, code, name,
       left(code, 4) || '00' as city_code, left(code, 2) || '0000' as province_code,
       coalesce(longitude, 112.5) as longitude, coalesce(latitude, 37.8) as latitude
  from region.divisions
 where level = 'county' and valid_to is null and code >= ':area' and code < ':area' || ':';

-- A county gets between 4 and 14 shares of the whole: counties differ, and a page for a county must not be fast only
-- because all are alike.
create temp table load_share on commit drop as
select row_number() over (order by c.n, s)::int - 1 as k, c.n as county
  from load_county c, generate_series(1, 4 + pg_temp.pick(c.n, 1, 11)) s;

create temp table load_village on commit drop as
select c.n as county, row_number() over (partition by c.n order by v.code)::int - 1 as k, v.code,
       regexp_replace(v.full_name, '(社区居委会|村民委员会|居民委员会|村委会|居委会)$', '') as address,
       regexp_replace(v.name, '(社区居委会|村民委员会|居民委员会|村委会|居委会)$', '') as name
  from load_county c
  join region.divisions v on v.code >= c.code and v.code < c.code || ':'
 where v.valid_to is null and v.level = 'village';
insert into load_village
select n, 0, code, name, name from load_county c where not exists (select from load_village v where v.county = c.n);
create index on load_village (county, k);
alter table load_county add villages int;
update load_county c set villages = (select count(*) from load_village v where v.county = c.n);

create temp table load_product (k int generated always as identity (start with 0 minvalue 0), name text, crop text)
    on commit drop;
insert into load_product (name, crop) values
    ('谷子', 'grain'), ('高粱', 'grain'), ('荞麦', 'grain'), ('莜麦', 'grain'), ('绿豆', 'grain'),
    ('红芸豆', 'grain'), ('玉米', 'grain'), ('小麦', 'grain'), ('藜麦', 'grain'), ('马铃薯', 'grain'),
    ('番茄', 'vegetable'), ('辣椒', 'vegetable'), ('大葱', 'vegetable'), ('长山药', 'vegetable'),
    ('香菇', 'fungus'), ('苹果', 'fruit'), ('红枣', 'fruit'), ('核桃', 'fruit'), ('酥梨', 'fruit'),
    ('桃', 'fruit'), ('葡萄', 'fruit'), ('黄芪', 'herb'), ('连翘', 'herb'), ('党参', 'herb'),
    ('酿酒高粱', 'grain'), ('酿造用豌豆', 'grain'), ('肉羊', 'livestock'), ('肉牛', 'livestock');

create function pg_temp.brand(n bigint) returns text language sql immutable
    return substr('丰瑞鑫晋汾禾绿康益兴福盛沃润泽恒宏嘉永同聚旺金广源顺', 1 + pg_temp.pick(n, 11, 26), 1)
        || substr('禾源田农园野原谷川裕达泰和民众惠苑垣阳岭', 1 + pg_temp.pick(n, 12, 20), 1);

create function pg_temp.person(n bigint) returns text language sql immutable
    return substr('王李张刘陈杨赵郭武任侯贾韩高马梁田曹崔温', 1 + pg_temp.pick(n, 13, 20), 1)
        || substr('建国志明秀英桂兰海军红梅晓东文华', 1 + 2 * pg_temp.pick(n, 14, 8), 2);

-- GB 11714 and GB 32100: format and check digits are right, the body 'YC' tells that nobody bears it.
create function pg_temp.credit_code(kind text, county text, n bigint) returns text language sql immutable
begin atomic
    with body as (
        select case kind when 'cooperative' then '93' when 'family-farm' then '92' when 'village-collective' then 'N2' else '91' end
            || county || 'YC' || lpad(n::text, 6, '0') as start),
    organisation as (
        select start || substr('0X987654321', 1 + mod(sum(
                   (strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(start, 8 + i, 1)) - 1)
                   * (array[3, 7, 9, 10, 5, 8, 4, 2])[i])::int, 11), 1) as start
          from body, generate_series(1, 8) i group by start)
    select start || substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + mod(31 - mod(sum(
               (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(start, i, 1)) - 1)
               * (array[1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])[i])::int, 31), 31), 1)
      from organisation, generate_series(1, 17) i group by start;
end;
