-- The catalogue (目录): what is listed at which level and class, its validity, its dynamic management, the reserve list.
create schema catalogue;

create sequence catalogue.listing_numbers;

create table catalogue.listings (
    id             bigint generated always as identity,
    number         text not null,
    scheme_id      text not null,
    scheme_version int not null,
    kind           text not null,
    level          text not null,
    class_id       text,
    subject_kind   text not null,
    subject_id     text not null,
    title          text not null,
    producer_id    bigint,
    producer_name  text not null default '',
    product        text not null default '',
    area_mu        numeric(12, 2),
    region_code    text collate "C" not null,
    longitude      numeric(9, 5),
    latitude       numeric(8, 5),
    listed_on      date not null,
    valid_to       date,
    status         text not null default 'listed',
    case_id        bigint,
    promoted_from  bigint,
    source         text not null default '',
    public_code    text not null,
    demo           boolean not null default false,
    updated_at     timestamptz not null default now(),
    constraint listing_pk primary key (id),
    constraint listing_number_unique unique (number),
    constraint listing_public_code_unique unique (public_code),
    constraint listing_status_known check (status in ('listed', 'warned', 'rectifying', 'suspended', 'removed', 'expired', 'promoted')),
    constraint listing_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version),
    constraint listing_promoted_from_exists foreign key (promoted_from) references catalogue.listings (id)
);
comment on column catalogue.listings.source is 'published list it was taken over from; empty when it went through a procedure here';
comment on column catalogue.listings.public_code is 'unguessable name in the QR code';
-- A subject stands once in a kind; a promoted row is history.
create unique index listing_subject_once on catalogue.listings (scheme_id, kind, subject_kind, subject_id)
    where status not in ('removed', 'expired', 'promoted');
create index listings_by_region_order on catalogue.listings (region_code, id);
create index listings_by_time on catalogue.listings (listed_on desc, id desc);
create index listings_of_city on catalogue.listings (left(region_code, 4), region_code, id);
create index listings_of_county on catalogue.listings (left(region_code, 6), region_code, id);
create index listings_of_kind on catalogue.listings (scheme_id, kind, level, region_code, id);
create index listings_of_subject on catalogue.listings (subject_kind, subject_id);
create index listings_of_producer on catalogue.listings (producer_id) where producer_id is not null;
create index listings_by_title on catalogue.listings using gin (title gin_trgm_ops);
create index listings_by_producer_name on catalogue.listings using gin (producer_name gin_trgm_ops);
create index listings_by_product on catalogue.listings using gin (product gin_trgm_ops);

create table catalogue.measures (
    id           bigint generated always as identity,
    listing_id   bigint not null,
    kind         text not null,
    reason       text not null,
    clause       text,
    due_on       date,
    notice_id    bigint,
    case_id      bigint,
    office_id    bigint not null,
    office_name  text not null,
    account_id   bigint not null,
    account_name text not null,
    happened_at  timestamptz not null default now(),
    closes       bigint,
    demo         boolean not null default false,
    constraint measure_pk primary key (id),
    constraint measure_listing_exists foreign key (listing_id) references catalogue.listings (id),
    constraint measure_closes_exists foreign key (closes) references catalogue.measures (id),
    constraint measure_kind_known check (kind in ('warning', 'rectification', 'suspension', 'lifting', 'removal', 'promotion', 'renewal', 'expiry')),
    constraint measure_rectification_has_date check (kind <> 'rectification' or due_on is not null)
);
create index measures_of_listing on catalogue.measures (listing_id, id desc);
create index measures_open on catalogue.measures (due_on) where kind = 'rectification';
revoke update, delete, truncate on catalogue.measures from nongyou_app;

create table catalogue.reserves (
    id             bigint generated always as identity,
    scheme_id      text not null,
    scheme_version int not null,
    kind           text not null,
    level          text not null,
    promotes_to    text not null,
    class_id       text,
    subject_kind   text not null,
    subject_id     text not null,
    title          text not null,
    region_code    text collate "C" not null,
    added_on       date not null,
    added_by       bigint not null,
    note           text not null default '',
    left_on        date,
    left_reason    text,
    demo           boolean not null default false,
    constraint reserve_pk primary key (id)
);
create unique index reserve_once on catalogue.reserves (scheme_id, kind, promotes_to, subject_kind, subject_id) where left_on is null;
create index reserves_by_region on catalogue.reserves (region_code, id);

-- Counted like the cases: a log of differences, added up by the reader.
create table catalogue.listing_counts (
    id          bigint generated always as identity,
    scheme_id   text not null,
    kind        text not null,
    level       text not null,
    class_id    text not null,
    status      text not null,
    county_code text collate "C" not null,
    year        int not null,
    n           bigint not null,
    area_mu     numeric(16, 2) not null,
    constraint listing_count_pk primary key (id)
);
create index listing_counts_by_kind on catalogue.listing_counts (scheme_id, kind, county_code);

create function catalogue.count_listings() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into catalogue.listing_counts (scheme_id, kind, level, class_id, status, county_code, year, n, area_mu)
        select scheme_id, kind, level, coalesce(class_id, ''), status, left(region_code, 6), extract(year from listed_on),
               count(*), sum(coalesce(area_mu, 0))
          from new_rows group by 1, 2, 3, 4, 5, 6, 7;
    elsif tg_op = 'UPDATE' then
        insert into catalogue.listing_counts (scheme_id, kind, level, class_id, status, county_code, year, n, area_mu)
        select scheme_id, kind, level, class_id, status, county_code, year, sum(n), sum(mu)
          from (select scheme_id, kind, level, coalesce(class_id, '') class_id, status, left(region_code, 6) county_code,
                       extract(year from listed_on) as year, -1 n, -coalesce(area_mu, 0) mu from old_rows
                union all
                select scheme_id, kind, level, coalesce(class_id, ''), status, left(region_code, 6),
                       extract(year from listed_on), 1, coalesce(area_mu, 0) from new_rows) d
         group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0 or sum(mu) <> 0;
    else
        insert into catalogue.listing_counts (scheme_id, kind, level, class_id, status, county_code, year, n, area_mu)
        select scheme_id, kind, level, coalesce(class_id, ''), status, left(region_code, 6), extract(year from listed_on),
               -count(*), -sum(coalesce(area_mu, 0))
          from old_rows group by 1, 2, 3, 4, 5, 6, 7;
    end if;
    return null;
end $$;
create trigger count_inserted after insert on catalogue.listings referencing new table as new_rows
    for each statement execute function catalogue.count_listings();
create trigger count_updated after update on catalogue.listings referencing old table as old_rows new table as new_rows
    for each statement execute function catalogue.count_listings();
create trigger count_deleted after delete on catalogue.listings referencing old table as old_rows
    for each statement execute function catalogue.count_listings();
