-- Publicity (公示) with objections, announcements, and the calendar of working days.
create schema notice;

create table notice.holidays (
    day    date not null,
    off    boolean not null,
    name   text not null,
    source text not null,
    constraint holiday_pk primary key (day)
);
comment on column notice.holidays.off is 'true: a weekday without work; false: a weekend day that is worked';

create table notice.notices (
    id           bigint generated always as identity,
    kind         text not null,
    title        text not null,
    body         text not null,
    clause       text,
    region_code  text collate "C" not null,
    office_id    bigint not null,
    office_name  text not null,
    subject_kind text,
    subject_id   text,
    starts_on    date not null,
    working_days int,
    ends_on      date,
    state        text not null default 'open',
    published_at timestamptz not null default now(),
    published_by bigint not null,
    demo         boolean not null default false,
    constraint notice_pk primary key (id),
    constraint notice_kind_known check (kind in ('publicity', 'announcement', 'measure')),
    constraint notice_state_known check (state in ('open', 'ended', 'withdrawn')),
    constraint notice_publicity_has_days check (kind <> 'publicity' or (working_days > 0 and ends_on >= starts_on))
);
create index notices_by_time on notice.notices (starts_on desc, id desc);
create index notices_of_city on notice.notices (left(region_code, 4), starts_on desc, id desc);
create index notices_of_county on notice.notices (left(region_code, 6), starts_on desc, id desc);
create index notices_of_subject on notice.notices (subject_kind, subject_id);

create table notice.objections (
    id          bigint generated always as identity,
    code        text not null,
    notice_id   bigint not null,
    name        text not null,
    contact     text not null,
    content     text not null,
    received_at timestamptz not null default now(),
    outcome     text,
    answer      text,
    answered_by bigint,
    answered_at timestamptz,
    demo        boolean not null default false,
    constraint objection_pk primary key (id),
    constraint objection_code_unique unique (code),
    constraint objection_notice_exists foreign key (notice_id) references notice.notices (id),
    constraint objection_outcome_known check (outcome in ('upheld', 'dismissed')),
    constraint objection_answer_with_outcome check ((outcome is null) = (answer is null))
);
comment on column notice.objections.code is 'what the objector keeps to look up the answer; unguessable';
create index objections_of_notice on notice.objections (notice_id, id);
