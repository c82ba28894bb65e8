-- Cross-checks of certificates between areas (交叉互查): an office asks the office of another place to look at a certificate
-- by a day, and that office says what it found. (S3 三.14; order 4/2025: incomplete and untrue certificates are told to the
-- origin.)
create table compliance.cross_checks (
    id            bigint generated always as identity,
    form_id       uuid not null,
    code          text collate "C" not null,
    product       text not null,
    producer_id   bigint not null,
    producer_name text not null,
    batch_id      bigint,
    batch_code    text not null default '',
    region_code   text collate "C" not null,
    asked_region  text collate "C" not null,
    asked_office  text not null,
    asked_by      text not null,
    asked_at      timestamptz not null,
    words         text not null,
    due_on        date not null,
    finding       text,
    answer        text not null default '',
    answered_office text not null default '',
    answered_by   text not null default '',
    answered_at   timestamptz,
    demo          boolean not null default false,
    constraint cross_check_pk primary key (id),
    constraint cross_check_form_sent_once unique (form_id),
    constraint cross_check_has_words check (words <> ''),
    constraint cross_check_finding_known check (finding in ('sound', 'incomplete', 'untrue')),
    constraint cross_check_answer_is_whole check ((answered_at is null) = (finding is null) and (answered_at is null) = (answer = ''))
);
comment on column compliance.cross_checks.region_code is 'of the certificate: the office there looks and answers';
create index cross_checks_of_region on compliance.cross_checks (region_code, id desc);
create index cross_checks_asked_by on compliance.cross_checks (asked_region, id desc);
create index cross_checks_of_code on compliance.cross_checks (code) where answered_at is null;
