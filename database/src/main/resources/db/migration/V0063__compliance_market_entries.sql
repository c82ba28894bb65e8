-- Market entry (进货查验): what somebody who buys or lets sell took in or turned away, and with which proof. Article 39 of
-- the law on the quality and safety of agricultural products and order 4/2025: certificates or other proofs are collected
-- and kept; without any, nothing is bought. The weights that came in under a certificate never add up to more than it
-- promises, whoever took them in.
create table compliance.entry_checkers (
    kind   text not null,
    source text not null,
    constraint entry_checker_pk primary key (kind)
);
comment on table compliance.entry_checkers is 'kinds of producers that look at certificates when goods come in';
insert into compliance.entry_checkers (kind, source) values
    ('buyer', '农产品质量安全法 第三十九条'),
    ('dealer', '食品安全法 第六十五条'),
    ('enterprise', '农产品质量安全法 第三十七条（市场开办者）、第三十九条（收购农产品的）'),
    ('leading-enterprise', '农产品质量安全法 第三十九条（收购农产品的）'),
    ('cooperative', '农产品质量安全法 第三十九条（收购农产品的）'),
    ('village-collective', '平台默认：收购农产品的，待核实');

create table compliance.entry_proofs (
    code     text not null,
    place    int not null,
    title    text not null,
    hint     text not null,
    source   text not null,
    constraint entry_proof_pk primary key (code)
);
comment on table compliance.entry_proofs is 'what is taken as proof beside a certificate of this platform';
insert into compliance.entry_proofs (code, place, title, hint, source) values
    ('other-certificate', 1, '别处开的合格证', '纸质的、手写的，或者别的平台的', '农产品质量安全法 第三十九条'),
    ('test-report', 2, '检测报告', '这批产品的', '农产品质量安全法 第三十九条（其他质量安全合格证明）'),
    ('quarantine', 3, '动物检疫证明', '畜禽和畜禽产品', '农产品质量安全法 第三十九条（动物防疫法另有规定的从其规定）'),
    ('purchase', 4, '购货凭证', '从市场或商户买来的', '食用农产品市场销售质量安全监督管理办法（条文待核对）');

create table compliance.entries (
    id             bigint generated always as identity,
    form_key       uuid not null,
    producer_id    bigint not null,
    producer_name  text not null,
    region_code    text collate "C" not null,
    entered_on     date not null,
    accepted       boolean not null,
    proof          text not null,
    code           text collate "C",
    proof_number   text not null default '',
    file_id        bigint,
    produce        text not null,
    kg             numeric(14, 3) not null,
    origin_id      bigint,
    origin_name    text not null,
    origin_code    text collate "C",
    origin_place   text not null default '',
    vehicle        text not null default '',
    verdict        text not null default '',
    reason         text not null default '',
    keep_until     date not null,
    withdrawn_because text not null default '',
    withdrawn_by   text not null default '',
    withdrawn_at   timestamptz,
    recorded_by    text not null,
    recorded_at    timestamptz not null,
    demo           boolean not null default false,
    search         text not null generated always as (regexp_replace(lower(
        origin_name || ' ' || produce || ' ' || vehicle), '(.)', '\1\1', 'g')) stored,
    constraint entry_pk primary key (id),
    constraint entry_form_sent_once unique (form_key),
    constraint entry_weight_positive check (kg > 0),
    constraint entry_certificate_has_code check ((proof = 'certificate') = (code is not null)),
    constraint entry_nothing_accepted_without_proof check (not accepted or proof <> 'none'),
    constraint entry_turned_away_has_reason check (accepted or reason <> ''),
    constraint entry_withdrawal_is_whole check ((withdrawn_at is null) = (withdrawn_because = ''))
);
comment on table compliance.entries is 'producer_id is who took the goods in, origin_id who grew them';
comment on column compliance.entries.verdict is 'what the certificate said on that day';
comment on column compliance.entries.keep_until is 'not deleted before';
comment on column compliance.entries.search is 'each character doubled, for searches of two characters and more (V0020)';
create index entries_of_producer on compliance.entries (producer_id, id desc);
create index entries_of_city on compliance.entries (left(region_code, 4), id desc);
create index entries_of_county on compliance.entries (left(region_code, 6), id desc);
create index entries_by_region on compliance.entries (region_code, id desc);
create index entries_by_code on compliance.entries (code, id desc) where code is not null;
create index entries_by_vehicle on compliance.entries (vehicle, id desc) where vehicle <> '';
create index entries_by_words on compliance.entries using gin (search gin_trgm_ops);

-- What came in under one certificate, at all who took some of it.
create table compliance.entered (
    code text collate "C" not null,
    kg   numeric(14, 3) not null,
    most numeric(14, 3) not null,
    constraint entered_pk primary key (code),
    constraint entered_never_above_certificate check (kg between 0 and most)
);

-- Certificates that are incomplete or untrue, as told to the agriculture office of the origin.
create table compliance.entry_reports (
    id           bigint generated always as identity,
    entry_id     bigint not null,
    code         text collate "C",
    origin_name  text not null,
    region_code  text collate "C" not null,
    words        text not null,
    producer_id  bigint not null,
    told_by      text not null,
    told_at      timestamptz not null,
    answer       text not null default '',
    answered_by  text not null default '',
    answered_at  timestamptz,
    constraint entry_report_pk primary key (id),
    constraint entry_report_of_entry foreign key (entry_id) references compliance.entries (id),
    constraint entry_report_once unique (entry_id),
    constraint entry_report_has_words check (words <> ''),
    constraint entry_report_answer_is_whole check ((answered_at is null) = (answer = ''))
);
comment on column compliance.entry_reports.region_code is 'of the origin: its county reads and answers';
create index entry_reports_of_region on compliance.entry_reports (region_code, id desc);
create index entry_reports_of_city on compliance.entry_reports (left(region_code, 4), id desc);
create index entry_reports_of_county on compliance.entry_reports (left(region_code, 6), id desc);
create index entry_reports_of_producer on compliance.entry_reports (producer_id, id desc);
