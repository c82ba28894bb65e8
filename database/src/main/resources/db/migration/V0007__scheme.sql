-- Loaded schemes (方案), one row a version with the text it was loaded from, and what the issuing office settled on
-- record where the document is silent.
create schema scheme;

create table scheme.schemes (
    id          text not null,
    version     int not null,
    title       text not null,
    issuer      text not null,
    region_code text collate "C" not null,
    period_from date not null,
    period_to   date,
    files       jsonb not null,
    fingerprint text not null,
    loaded_at   timestamptz not null default now(),
    constraint scheme_pk primary key (id, version),
    constraint scheme_version_positive check (version > 0)
);
comment on column scheme.schemes.files is 'file name → text, so that a record can be judged under the version it pins';

create table scheme.settlements (
    id             bigint generated always as identity,
    scheme_id      text not null,
    scheme_version int not null,
    path           text not null,
    value          text,
    decision       text not null,
    document       text,
    office_id      bigint not null,
    office_name    text not null,
    account_id     bigint not null,
    settled_at     timestamptz not null default now(),
    demo           boolean not null default false,
    constraint settlement_pk primary key (id),
    constraint settlement_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version)
);
comment on table scheme.settlements is 'the newest row of a path holds; older ones are history';
create index settlements_of_path on scheme.settlements (scheme_id, scheme_version, path, id desc);
