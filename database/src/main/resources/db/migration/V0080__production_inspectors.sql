-- Internal inspectors of bases (内检员) as persons: trained when, for how long, with which certificate. The number that a
-- base's file tells can be held against them. S0 四（六）, S1 四（五）: bases keep internal inspectors and train them.
create table production.inspectors (
    id            bigint generated always as identity,
    form_key      uuid not null,
    producer_id   bigint not null,
    producer_name text not null,
    base_id       bigint not null,
    base_name     text not null,
    region_code   text collate "C" not null,
    name          text not null,
    trained_on    date,
    certificate   text not null default '',
    valid_until   date,
    left_on       date,
    left_because  text not null default '',
    recorded_by   text not null,
    demo          boolean not null default false,
    constraint inspector_pk primary key (id),
    constraint inspector_form_sent_once unique (form_key),
    constraint inspector_leaving_has_reason check ((left_on is null) = (left_because = ''))
);
comment on column production.inspectors.trained_on is 'the newest training, with its certificate; all are in inspector_trainings';
create unique index inspector_once_on_a_base on production.inspectors (base_id, name) where left_on is null;
create index inspectors_by_region on production.inspectors (region_code, trained_on nulls first, id);
create index inspectors_of_city on production.inspectors (left(region_code, 4), trained_on nulls first, id);
create index inspectors_of_county on production.inspectors (left(region_code, 6), trained_on nulls first, id);
create index inspectors_of_producer on production.inspectors (producer_id, trained_on nulls first, id);
create index inspectors_of_base on production.inspectors (base_id, id);

create table production.inspector_trainings (
    id           bigint generated always as identity,
    form_key     uuid not null,
    inspector_id bigint not null,
    trained_on   date not null,
    days         numeric(5, 1) not null,
    organiser    text not null,
    topic        text not null default '',
    certificate  text not null default '',
    valid_until  date,
    file_id      bigint,
    recorded_by  text not null,
    recorded_at  timestamptz not null,
    constraint inspector_training_pk primary key (id),
    constraint inspector_training_form_sent_once unique (form_key),
    constraint inspector_training_inspector_exists foreign key (inspector_id) references production.inspectors (id),
    constraint inspector_training_days_positive check (days > 0),
    constraint inspector_training_valid_after check (valid_until is null or valid_until >= trained_on)
);
create index inspector_trainings_of_inspector on production.inspector_trainings (inspector_id, trained_on desc, id desc);

insert into production.settings (key, value, unit, says, source) values
    ('inspector-months', 12, '个月', '内检员超过这么久没有再培训，就列出来提醒', '平台默认');
