-- Old film and straw (废旧农膜、秸秆): how much arose on a base in a season and what became of it. Who uses film collects it
-- and hands it over (measures for agricultural film, order 4 of 2020, article 15); who makes straw, film or pesticide
-- packages waste recovers it (law on solid waste, article 65). Packages are in the ledger of inputs already.

-- One row is one crop of one year on one base; its two sums are kept with it, so that lists and rates ask one row.
create table production.recoveries (
    id            bigint generated always as identity,
    producer_id   bigint not null,
    producer_name text not null,
    base_id       bigint not null,
    base_name     text not null,
    region_code   text collate "C" not null,
    kind          text not null,
    year          int not null,
    produce       text not null,
    arisen_kg     numeric(14, 3) not null default 0,
    recovered_kg  numeric(14, 3) not null default 0,
    last_on       date not null,
    demo          boolean not null default false,
    constraint recovery_pk primary key (id),
    constraint recovery_one_of_a_crop unique (base_id, kind, year, produce),
    constraint recovery_kind_known check (kind in ('film', 'straw')),
    constraint recovery_year_sane check (year between 2000 and 2100),
    constraint recovery_never_above_arisen check (recovered_kg between 0 and arisen_kg)
);
comment on column production.recoveries.produce is 'what the film lay over, or what the straw is of';
create index recoveries_by_region on production.recoveries (region_code, last_on desc, id desc);
create index recoveries_of_city on production.recoveries (left(region_code, 4), last_on desc, id desc);
create index recoveries_of_county on production.recoveries (left(region_code, 6), last_on desc, id desc);
create index recoveries_by_day on production.recoveries (last_on desc, id desc);
create index recoveries_of_producer on production.recoveries (producer_id, last_on desc, id desc);
create index recoveries_summed on production.recoveries (region_code, kind, year) include (arisen_kg, recovered_kg);

-- What was written down. A correction is one more row and keeps the first.
create table production.recovery_entries (
    id                bigint generated always as identity,
    form_key          uuid not null,
    recovery_id       bigint not null,
    arisen_kg         numeric(14, 3) not null,
    recovered_kg      numeric(14, 3) not null,
    way               text not null default '',
    handed_to         text not null default '',
    done_on           date not null,
    file_id           bigint,
    note              text not null default '',
    corrects          bigint,
    corrected_by      bigint,
    reason            text not null default '',
    withdrawn_because text not null default '',
    current           boolean not null default true,
    recorded_by       text not null,
    recorded_at       timestamptz not null,
    constraint recovery_entry_pk primary key (id),
    constraint recovery_entry_form_sent_once unique (form_key),
    constraint recovery_entry_recovery_exists foreign key (recovery_id) references production.recoveries (id),
    constraint recovery_entry_corrected_once unique (corrects),
    constraint recovery_entry_corrects_exists foreign key (corrects) references production.recovery_entries (id),
    constraint recovery_entry_corrected_by_exists foreign key (corrected_by) references production.recovery_entries (id),
    constraint recovery_entry_not_negative check (arisen_kg >= 0 and recovered_kg >= 0 and arisen_kg + recovered_kg > 0),
    constraint recovery_entry_way_where_recovered check ((recovered_kg > 0) = (way <> '')),
    constraint recovery_entry_correction_has_reason check ((corrects is null) = (reason = '')),
    constraint recovery_entry_current_stands check (current = (corrected_by is null and withdrawn_because = ''))
);
create index recovery_entries_of_recovery on production.recovery_entries (recovery_id, id desc);

-- Packages bought and handed in of an area and a year come from here alone.
create index purchases_packages on production.purchases (region_code, bought_on) include (packages, packages_returned)
    where packages is not null;

-- The bases as they stand with their register: whose bases lie in a township, which of them have no record of a kind.
create view production.grounds as
    select id as base_id, number, name as base_name, producer_id, producer_name, region_code, product, active,
           internal_inspectors, demo
      from base.bases;
