-- Every official act, for ever: who, for which office, when, what, before and after, why. Append-only by grant.
-- Partitioned by year from the start.
create schema journal;

create table journal.entries (
    id            bigint generated always as identity,
    happened_at   timestamptz not null default now(),
    act           text not null,
    region_code   text collate "C" not null,
    actor_id      bigint,
    actor_name    text not null,
    office_id     bigint,
    office_name   text not null,
    subject_kind  text not null,
    subject_id    text not null,
    subject_title text not null,
    summary       text not null,
    reason        text,
    before        jsonb,
    after         jsonb,
    refused       boolean not null default false,
    demo          boolean not null default false,
    constraint entry_pk primary key (id, happened_at)
) partition by range (happened_at);
comment on column journal.entries.act is 'written-out stable name such as case.pass; never derived from a class name';
comment on column journal.entries.region_code is 'where the matter lies';
comment on column journal.entries.refused is 'an attempt that was refused: recorded, changed nothing';

do $$
begin
    for y in 2020..2040 loop
        execute format('create table journal.entries_%s partition of journal.entries for values from (%L) to (%L)',
            y, y || '-01-01 00:00:00+08', (y + 1) || '-01-01 00:00:00+08');
    end loop;
end $$;
create table journal.entries_other partition of journal.entries default;

create index entries_by_time on journal.entries (id desc);
create index entries_of_city on journal.entries (left(region_code, 4), id desc);
create index entries_of_county on journal.entries (left(region_code, 6), id desc);
create index entries_of_subject on journal.entries (subject_kind, subject_id, id desc);
create index entries_of_actor on journal.entries (actor_id, id desc);
create index entries_of_act on journal.entries (act, id desc);

revoke update, delete, truncate on all tables in schema journal from nongyou_app;
