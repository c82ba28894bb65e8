-- Commitment certificates (承诺达标合格证): who must issue for what, keys that sign, the certificates themselves parted by
-- month of issue from the start, scans, complaints, and whom the county has stopped. Values of the law are rows with
-- their source; where no source tells one, the row says that it is the platform's own.
create schema compliance;

insert into standard.clauses (key, law, article, says, in_force_from, source) values
    ('certificate-duty', '农产品质量安全法', '第三十九条', '企业和合作社按生产批次开具，农户鼓励开具，收购的要收取保存', '2023-01-01', 'https://github.com/LawRefBook/Laws 经济法/农产品质量安全法'),
    ('record', '农产品质量安全法', '第二十七条', '记清投入品的名称、来源、用法、用量、使用和停用的日期，病虫害和防治，采收日期', '2023-01-01', 'https://github.com/LawRefBook/Laws 经济法/农产品质量安全法'),
    ('unsaleable', '农产品质量安全法', '第三十六条', '残留不符合标准、含禁用药的，不得销售', '2023-01-01', 'https://github.com/LawRefBook/Laws 经济法/农产品质量安全法'),
    ('retest', '农产品质量安全法', '第五十一条', '快检不合格可以申请复检，复检不得用快检', '2023-01-01', 'https://github.com/LawRefBook/Laws 经济法/农产品质量安全法'),
    ('certificate-elements', '农产品质量安全承诺达标合格证管理办法', '第十四条', '八项内容，承诺依据至少一种', '2026-02-01', '农业农村部令 2025年第4号'),
    ('certificate-scope', '农产品质量安全承诺达标合格证管理办法', '第三条', '蔬菜、水果、茶鲜叶、畜禽、禽蛋、养殖水产品', '2026-02-01', '农业农村部令 2025年第4号'),
    ('certificate-coverage', '农产品质量安全承诺达标合格证管理办法', '第十四条', '拿检测作依据的，用什么药检什么药', '2026-02-01', '农业农村部令 2025年第4号');

create table compliance.issuers (
    kind   text not null,
    duty   text not null,
    source text not null,
    constraint issuer_pk primary key (kind),
    constraint issuer_duty_known check (duty in ('must', 'may', 'none'))
);
comment on table compliance.issuers is 'which kind of producer must or may issue; kinds as in producer.producers';
insert into compliance.issuers (kind, duty, source) values
    ('enterprise', 'must', '农产品质量安全法 第三十九条'),
    ('leading-enterprise', 'must', '农产品质量安全法 第三十九条'),
    ('cooperative', 'must', '农产品质量安全法 第三十九条'),
    ('village-collective', 'must', '平台默认：按生产企业对待，待核实'),
    ('family-farm', 'may', '农产品质量安全法 第三十九条（不是企业的鼓励开具）'),
    ('household', 'may', '农产品质量安全法 第三十九条'),
    ('person', 'may', '农产品质量安全法 第三十九条'),
    ('institute', 'may', '平台默认'),
    ('buyer', 'must', '农产品质量安全承诺达标合格证管理办法：混装、分装后再销售的重新开具'),
    ('dealer', 'none', '平台默认：不生产也不收购'),
    ('association', 'none', '平台默认：不生产也不收购'),
    ('township', 'none', '平台默认：不生产也不收购');

create table compliance.produce_classes (
    produce_group text not null,
    title         text not null,
    required      boolean not null,
    source        text not null,
    constraint produce_class_pk primary key (produce_group)
);
comment on table compliance.produce_classes is 'groups of the classification of produce; the nearest one above a produce decides';
insert into compliance.produce_classes (produce_group, title, required, source) values
    ('蔬菜', '蔬菜', true, '农产品质量安全承诺达标合格证管理办法 第三条'),
    ('菌类', '蔬菜（人工种植食用菌）', true, '农产品质量安全承诺达标合格证管理办法 第三条'),
    ('水果', '水果', true, '农产品质量安全承诺达标合格证管理办法 第三条'),
    ('坚果', '坚果', false, '平台默认：按干果，待核实'),
    ('茶叶', '茶鲜叶', true, '农产品质量安全承诺达标合格证管理办法 第三条'),
    ('所有食品动物', '畜禽', true, '农产品质量安全承诺达标合格证管理办法 第三条'),
    ('蛋', '禽蛋', true, '农产品质量安全承诺达标合格证管理办法 第三条'),
    ('奶', '生鲜乳', false, '农产品质量安全承诺达标合格证管理办法 第三条：不在其中'),
    ('水生食品动物', '养殖水产品', true, '农产品质量安全承诺达标合格证管理办法 第三条');

create table compliance.settings (
    key    text not null,
    value  numeric not null,
    title  text not null,
    source text not null,
    constraint setting_pk primary key (key)
);
comment on table compliance.settings is 'figures that the module reckons with';
insert into compliance.settings (key, value, title, source) values
    ('keep-months', 24, '合格证记录保存月数', '平台默认；法定不少于 6 个月'),
    ('keep-months-least', 6, '合格证记录最少保存月数', '农产品质量安全承诺达标合格证管理办法'),
    ('warmest-water', 30, '算度日用的最高水温（℃）', '平台默认'),
    ('copied-scans', 30, '一天被扫多少次算异常', '平台默认'),
    ('copied-areas', 12, '一天在多少处网络被扫算异常', '平台默认'),
    ('most-pieces', 2000, '一次最多开多少张标签', '平台默认');

-- What the certificate promises, word by word, by style and day: data, not part of a template.
create table compliance.promises (
    style      text not null,
    valid_from date not null,
    lines      text[] not null,
    source     text not null,
    constraint promise_pk primary key (style, valid_from),
    constraint promise_style_known check (style in ('producer', 'buyer'))
);
insert into compliance.promises (style, valid_from, lines, source) values
    ('producer', '2026-01-01', array['不使用禁用农药兽药、停用兽药和非法添加物', '常规农药兽药残留不超标'], '样式一，转引自公开实现，待核对官方样式'),
    ('buyer', '2026-01-01', array['已收取并保存这批产品的合格证或其他质量安全证明', '不违法使用保鲜剂、防腐剂、添加剂'], '样式二，转引自公开实现，待核对官方样式');

create table compliance.signing_keys (
    id         int not null,
    algorithm  text not null,
    public_key bytea not null,
    from_day   date not null,
    until_day  date,
    untrusted  boolean not null default false,
    made_at    timestamptz not null,
    constraint signing_key_pk primary key (id),
    constraint signing_key_algorithm_known check (algorithm in ('Ed25519', 'SM2')),
    constraint signing_key_ends_after_begin check (until_day is null or until_day >= from_day)
);
comment on table compliance.signing_keys is 'public halves; the secret ones lie beside the data, readable by their owner only';
comment on column compliance.signing_keys.until_day is 'the last day on which it signed; null while it signs';
create unique index signing_key_one_signs on compliance.signing_keys ((true)) where until_day is null;

create table compliance.commitments (
    code            text collate "C" not null,
    issued_on       date not null,
    issued_at       timestamptz not null,
    style           text not null,
    form            text not null,
    producer_id     bigint not null,
    producer_name   text not null,
    producer_kind   text not null,
    region_code     text collate "C" not null,
    phone           text not null,
    product         text not null,
    variety         text not null default '',
    quantity_kg     numeric(14, 3) not null,
    piece_kg        numeric(14, 3),
    pieces          int not null default 1,
    origin          text not null,
    batch_id        bigint,
    batch_code      text not null default '',
    base_id         bigint,
    base_name       text not null default '',
    harvested_on    date,
    bases           smallint not null,
    promise         text[] not null,
    story           jsonb not null default '{}',
    paper_number    text not null default '',
    key_id          int not null,
    words           bytea not null,
    signature       bytea not null,
    state           text not null default 'issued',
    ended_at        timestamptz,
    ended_because   text not null default '',
    ended_by        text not null default '',
    replaced_by     text collate "C",
    replaces        text collate "C",
    keep_until      date not null,
    issued_by       bigint not null,
    issued_by_name  text not null,
    demo            boolean not null default false,
    constraint commitment_pk primary key (code, issued_on),
    constraint commitment_quantity_positive check (quantity_kg > 0),
    constraint commitment_pieces_positive check (pieces > 0 and (piece_kg is null or piece_kg > 0)),
    constraint commitment_has_basis check (bases between 1 and 7),
    constraint commitment_style_known check (style in ('producer', 'buyer')),
    constraint commitment_form_known check (form in ('electronic', 'printed', 'handwritten')),
    constraint commitment_state_known check (state in ('issued', 'void', 'replaced')),
    constraint commitment_end_has_reason check ((state = 'issued') = (ended_at is null) and (state = 'issued') = (ended_because = '')),
    constraint commitment_replacement_named check ((state = 'replaced') = (replaced_by is not null)),
    constraint commitment_key_exists foreign key (key_id) references compliance.signing_keys (id)
) partition by range (issued_on);
comment on column compliance.commitments.code is 'its first two signs tell the month: whoever has the code reads one partition';
comment on column compliance.commitments.story is 'what the check page tells, as it was at issue: farm acts, tests';
comment on column compliance.commitments.keep_until is 'not deleted before';
comment on column compliance.commitments.bases is '1 control, 2 own test, 4 commissioned test, added';

do $$
declare
    first date;
begin
    for m in 0..71 loop
        first := date '2026-01-01' + make_interval(months => m);
        execute format('create table compliance.commitments_%s partition of compliance.commitments for values from (%L) to (%L)',
            to_char(first, 'YYYYMM'), first, first + interval '1 month');
    end loop;
end $$;
create table compliance.commitments_other partition of compliance.commitments default;

create index commitments_by_time on compliance.commitments (issued_at desc, code);
create index commitments_of_producer on compliance.commitments (producer_id, issued_at desc, code);
create index commitments_of_city on compliance.commitments (left(region_code, 4), issued_at desc, code);
create index commitments_of_county on compliance.commitments (left(region_code, 6), issued_at desc, code);
create index commitments_of_batch on compliance.commitments (batch_id) where batch_id is not null;
create index commitments_ended on compliance.commitments (issued_on, code) where state <> 'issued';

-- A form that was sent twice is one certificate.
create table compliance.forms (
    form_id     uuid not null,
    account_id  bigint not null,
    code        text collate "C" not null,
    received_at timestamptz not null,
    constraint form_pk primary key (form_id)
);

-- After mixing or splitting: which certificates the goods came with. A source may be another system's or on paper.
create table compliance.sources (
    code        text collate "C" not null,
    line        int not null,
    source_code text collate "C" not null,
    words       text not null default '',
    quantity_kg numeric(14, 3) not null,
    ours        boolean not null,
    constraint source_pk primary key (code, line),
    constraint source_quantity_positive check (quantity_kg > 0)
);
create index sources_by_source on compliance.sources (source_code);

-- How often a code was looked up, without a person: by day and by one of 250 areas of networks, which a keyed hash
-- gives.
create table compliance.scans (
    code       text collate "C" not null,
    scanned_on date not null,
    area       smallint not null,
    times      int not null,
    first_at   timestamptz not null,
    constraint scan_pk primary key (code, scanned_on, area)
);

create table compliance.complaints (
    id          bigint generated always as identity,
    receipt     text collate "C" not null,
    code        text collate "C" not null,
    region_code text collate "C" not null,
    producer_id bigint not null,
    producer_name text not null,
    product     text not null,
    words       text not null,
    contact     text not null default '',
    received_at timestamptz not null,
    answer      text not null default '',
    answered_at timestamptz,
    answered_by text not null default '',
    demo        boolean not null default false,
    constraint complaint_pk primary key (id),
    constraint complaint_receipt_once unique (receipt),
    constraint complaint_has_words check (words <> ''),
    constraint complaint_answer_is_whole check ((answered_at is null) = (answer = ''))
);
comment on column compliance.complaints.receipt is 'the key to the answer';
create index complaints_open on compliance.complaints (region_code, received_at) where answered_at is null;
create index complaints_of_region on compliance.complaints (region_code, id desc);
create index complaints_of_code on compliance.complaints (code);

create table compliance.stops (
    id            bigint generated always as identity,
    producer_id   bigint not null,
    producer_name text not null,
    region_code   text collate "C" not null,
    stopped_on    date not null,
    because       text not null,
    stopped_by    text not null,
    resumed_on    date,
    resumed_because text not null default '',
    resumed_by    text not null default '',
    constraint stop_pk primary key (id),
    constraint stop_has_reason check (because <> ''),
    constraint stop_end_is_whole check ((resumed_on is null) = (resumed_because = ''))
);
create unique index stop_one_at_a_time on compliance.stops (producer_id) where resumed_on is null;
create index stops_of_region on compliance.stops (region_code, id desc);
