-- Until when figures of a span are taken (关账). No document names a day, so nothing closes until an office that answers
-- for the scheme sets how many days after its end a span closes. A closed span is opened again for an area until a day,
-- with a reason. Both are acts that stay; the newest rule holds.
create table indicator.closing_rules (
    id           bigint generated always as identity,
    scheme_id    text not null,
    frequency    text not null,
    days         int,
    basis        text not null,
    office_id    bigint not null,
    office_name  text not null,
    account_id   bigint not null,
    account_name text not null,
    set_at       timestamptz not null,
    constraint closing_rule_pk primary key (id),
    constraint closing_rule_frequency_known check (frequency in ('year', 'quarter', 'month')),
    constraint closing_rule_days_sound check (days between 0 and 366)
);
comment on column indicator.closing_rules.days is 'after the last day of a span; null: spans do not close any more';
create index closing_rules_newest on indicator.closing_rules (scheme_id, frequency, id desc);

create table indicator.reopenings (
    id           bigint generated always as identity,
    scheme_id    text not null,
    period       text not null,
    region_code  text collate "C" not null,
    until        date not null,
    reason       text not null,
    office_id    bigint not null,
    office_name  text not null,
    account_id   bigint not null,
    account_name text not null,
    reopened_at  timestamptz not null,
    constraint reopening_pk primary key (id),
    constraint reopening_period_format check (period ~ '^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$')
);
create index reopenings_of_period on indicator.reopenings (scheme_id, period, id desc);
grant select, insert on indicator.closing_rules, indicator.reopenings to nongyou_app;
revoke update, delete, truncate on indicator.closing_rules, indicator.reopenings from nongyou_app;

-- What an entry was replaced by, for sums as of a day.
create index reports_replacing on indicator.reports (replaces) where replaces is not null;
