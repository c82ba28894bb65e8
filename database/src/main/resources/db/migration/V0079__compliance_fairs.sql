-- Exhibitions (展会): goods that are shown and sold there are looked at as at a market. Who holds the fair registers it, and
-- its entries carry it. (S3 三.14)
create table compliance.fairs (
    id             bigint generated always as identity,
    form_id        uuid not null,
    name           text not null,
    place          text not null,
    from_day       date not null,
    to_day         date not null,
    organiser_id   bigint not null,
    organiser_name text not null,
    region_code    text collate "C" not null,
    recorded_by    text not null,
    recorded_at    timestamptz not null,
    demo           boolean not null default false,
    constraint fair_pk primary key (id),
    constraint fair_form_sent_once unique (form_id),
    constraint fair_has_name check (name <> '' and place <> ''),
    constraint fair_days_in_order check (to_day >= from_day)
);
create index fairs_of_organiser on compliance.fairs (organiser_id, id desc);
create index fairs_of_region on compliance.fairs (region_code, id desc);

alter table compliance.entries add column fair_id bigint,
    add constraint entry_of_fair foreign key (fair_id) references compliance.fairs (id);
comment on column compliance.entries.fair_id is 'looked at there; null at the own place';
create index entries_of_fair on compliance.entries (fair_id, id desc) where fair_id is not null;
