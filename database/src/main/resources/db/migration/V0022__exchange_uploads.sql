-- A table that was handed in for import, kept while its owner looks at the preview: a day at most. It may hold ID
-- numbers, so it goes as soon as the import starts, and at the latest at night.
create schema exchange;

create table exchange.uploads (
    id         bigint generated always as identity,
    account_id bigint not null,
    kind       text not null,
    name       text not null,
    content    bytea not null,
    created_at timestamptz not null default now(),
    constraint upload_pk primary key (id),
    constraint upload_kind_known check (kind in ('producers', 'bases'))
);
alter table exchange.uploads alter column content set storage external;
create index uploads_by_time on exchange.uploads (created_at);
