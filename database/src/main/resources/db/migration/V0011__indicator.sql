-- Figures that an office reports by period where nothing can compute them yet. A correction is a new row with its
-- reason; the newest row of a place and period holds. Other modules are read only through the views made here.
create schema indicator;

create table indicator.reports (
    id             bigint generated always as identity,
    scheme_id      text not null,
    indicator      text not null,
    region_code    text collate "C" not null,
    period         text not null,
    value          numeric(18, 4) not null,
    note           text not null default '',
    reason         text,
    replaces       bigint,
    file_id        bigint,
    office_id      bigint not null,
    office_name    text not null,
    account_id     bigint not null,
    account_name   text not null,
    reported_at    timestamptz not null default now(),
    current        boolean not null default true,
    demo           boolean not null default false,
    constraint report_pk primary key (id),
    constraint report_period_format check (period ~ '^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$'),
    constraint report_replaces_exists foreign key (replaces) references indicator.reports (id),
    constraint report_correction_has_reason check (replaces is null or reason is not null)
);
create unique index report_current_once on indicator.reports (scheme_id, indicator, region_code, period) where current;
create index reports_by_region on indicator.reports (region_code, scheme_id, indicator, period);

create view indicator.listing_counts as
    select scheme_id, kind, level, class_id, status, county_code, year, sum(n)::bigint as n, sum(area_mu) as area_mu
      from catalogue.listing_counts
     group by scheme_id, kind, level, class_id, status, county_code, year
    having sum(n) <> 0;

create view indicator.case_counts as
    select scheme_id, procedure_id, stage, state, county_code, sum(n)::bigint as n
      from procedure.case_counts
     group by scheme_id, procedure_id, stage, state, county_code
    having sum(n) <> 0;

create view indicator.listings as
    select id, number, scheme_id, kind, level, class_id, title, producer_name, region_code, area_mu, listed_on, status, source, demo
      from catalogue.listings;

create view indicator.divisions as
    select code, name, level, parent_code, full_name from region.divisions where valid_to is null;
