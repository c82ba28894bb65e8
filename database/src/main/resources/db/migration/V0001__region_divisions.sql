-- Administrative divisions (行政区划). The code is the path: a division's descendants are a range of codes, so that
-- "within my jurisdiction" is an index range. Codes of three formats live side by side: 6 digits to the county,
-- 9 to the township, 12 to the village.
create extension if not exists pg_trgm;

create schema region;

create table region.divisions (
    code        text collate "C" not null,
    name        text not null,
    level       text not null,
    parent_code text collate "C",
    valid_from  date not null,
    valid_to    date,
    full_name   text not null,
    longitude   numeric(9, 5),
    latitude    numeric(8, 5),
    point_note  text,
    constraint division_code_unique primary key (code),
    constraint division_code_format check (code ~ '^(\d{6}|\d{9}|\d{12})$'),
    constraint division_level_known check (level in ('national', 'province', 'city', 'county', 'township', 'village')),
    constraint division_validity_ordered check (valid_to is null or valid_to >= valid_from)
);
comment on table region.divisions is 'GB/T 2260 divisions to the county, statistical codes below; a division that ended keeps its row';
comment on column region.divisions.full_name is 'names from the province down, as shown: 山西省长治市襄垣县';
comment on column region.divisions.point_note is 'how good the point is: seat, rounded, town_not_seat, unmatched';
create index division_children on region.divisions (parent_code, code);
create index division_by_name on region.divisions using gin (name gin_trgm_ops);

create table region.division_changes (
    id       bigint generated always as identity,
    old_code text collate "C" not null,
    old_name text not null,
    new_code text collate "C",
    new_name text,
    change   text not null,
    by_year  int not null,
    evidence text not null,
    constraint division_change_pk primary key (id),
    constraint division_change_kind_known check (change in ('recode', 'rename', 'successor', 'removed', 'added'))
);
comment on table region.division_changes is 'what became of a division: successor links for reports as of a date';
create index division_changes_old on region.division_changes (old_code);
create index division_changes_new on region.division_changes (new_code);
