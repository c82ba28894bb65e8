-- What a base produces by (按标生产资料): operating procedure, pattern chart, operation card and risk handbook of a base and
-- produce, with versions, to be printed and hung up; and the library of production modes of the counties.
create schema practice;

create table practice.sheets (
    id           bigint generated always as identity,
    code         text not null,
    kind         text not null,
    base_id      bigint not null,
    base_name    text not null,
    producer_id  bigint not null,
    region_code  text collate "C" not null,
    produce      text not null,
    title        text not null,
    body         text not null,
    standards    text not null default '',
    version      int not null,
    issued_on    date not null,
    ended_on     date,
    ended_reason text not null default '',
    office_name  text not null,
    recorded_by  text not null,
    demo         boolean not null default false,
    search       text not null generated always as (regexp_replace(lower(
        title || ' ' || produce || ' ' || base_name || ' ' || standards), '(.)', '\1\1', 'g')) stored,
    constraint sheet_pk primary key (id),
    constraint sheet_code_unique unique (code),
    constraint sheet_kind_known check (kind in ('procedure', 'chart', 'card', 'handbook')),
    constraint sheet_version_once unique (base_id, kind, produce, version),
    constraint sheet_dates_in_order check (ended_on >= issued_on),
    constraint sheet_ended_with_reason check ((ended_on is null) = (ended_reason = ''))
);
create unique index sheet_one_in_use on practice.sheets (base_id, kind, produce) where ended_on is null;
create index sheets_of_region on practice.sheets (region_code, id desc);
create index sheets_of_city on practice.sheets (left(region_code, 4), id desc);
create index sheets_of_county on practice.sheets (left(region_code, 6), id desc);
create index sheets_of_producer on practice.sheets (producer_id, id desc);
create index sheets_by_search on practice.sheets using gin (search gin_trgm_ops);

create table practice.modes (
    id          bigint generated always as identity,
    region_code text collate "C" not null,
    title       text not null,
    produce     text not null,
    body        text not null,
    clause      text not null,
    year        int not null,
    office_name text not null,
    recorded_by text not null,
    demo        boolean not null default false,
    constraint mode_pk primary key (id),
    constraint mode_title_once unique (region_code, title),
    constraint mode_year_possible check (year between 2000 and 2100)
);
create index modes_of_region on practice.modes (region_code, id desc);
