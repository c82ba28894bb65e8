-- What a base does for the farmers around it (示范带动): how many households it led in a year, what they earned and how it
-- was done. The documents ask for the effect year by year; the register keeps one number only.
create table base.effects (
    id                 bigint generated always as identity,
    base_id            bigint not null,
    producer_id        bigint not null,
    region_code        text collate "C" not null,
    year               int not null,
    households         int not null,
    income_before_yuan numeric(12, 2),
    income_yuan        numeric(12, 2),
    ways               text[] not null default '{}',
    note               text not null default '',
    reported_by        bigint not null,
    reported_by_name   text not null,
    reported_at        timestamptz not null,
    demo               boolean not null default false,
    constraint effect_pk primary key (id),
    constraint effect_once_a_year unique (base_id, year),
    constraint effect_base_exists foreign key (base_id) references base.bases (id),
    constraint effect_year_possible check (year between 2000 and 2100),
    constraint effect_households_possible check (households between 0 and 1000000),
    constraint effect_incomes_together check ((income_yuan is null) = (income_before_yuan is null)),
    constraint effect_incomes_possible check (income_yuan >= 0 and income_before_yuan > 0)
);
comment on column base.effects.region_code is 'of the base, with its producer: they move with it';
comment on column base.effects.income_yuan is 'yuan a year and household led, on average; income_before_yuan is that of the year before';
create index effects_by_time on base.effects (year, base_id desc);
create index effects_of_city on base.effects (year, left(region_code, 4), base_id desc);
create index effects_of_county on base.effects (year, left(region_code, 6), base_id desc);
create index effects_of_producer on base.effects (producer_id, year, base_id desc);
-- Sums read this index alone.
create index effects_counted on base.effects (year, region_code) include (households, income_before_yuan, income_yuan);
