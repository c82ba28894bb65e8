-- Production records (生产记录): seasons of plots, farm acts, the ledger of inputs, batches with their tests. Article 27 of
-- the law on the quality and safety of agricultural products and article 36 of the pesticide ordinance say what is
-- written down; a certificate rests on it. What was written first is always kept: a correction is one more row.
create schema production;

-- Rule values of the platform that no law fixes. Each says where it comes from.
create table production.settings (
    key    text not null,
    value  numeric(12, 2) not null,
    unit   text not null,
    says   text not null,
    source text not null,
    constraint setting_pk primary key (key),
    constraint setting_not_negative check (value >= 0)
);
insert into production.settings (key, value, unit, says, source) values
    ('look-back-days', 365, '天', '没有登记茬次的地块，往前看多少天的用药和农事', '平台默认'),
    ('over-yield-percent', 150, '%', '一茬采收合计超过通常产量的这个比例就提醒', '平台默认'),
    ('warmest-water', 30, '℃', '度日按这个水温算最快几天能满；没满的一定还在休药期', '平台默认');

-- What the platform knows of a produce beside the rules: letters of its batch codes, family for rotation, the most that
-- one mu usually yields in a season.
create table production.produce_figures (
    produce text not null,
    letters text not null,
    family  text not null default '',
    kg_a_mu numeric(10, 1),
    source  text not null default '平台默认',
    constraint produce_figure_pk primary key (produce),
    constraint produce_figure_letters_known check (letters ~ '^[A-Z]{1,3}$'),
    constraint produce_figure_yield_positive check (kg_a_mu is null or kg_a_mu > 0)
);
comment on column production.produce_figures.family is 'the same family is not grown twice in a row on a plot; empty for perennials and animals';
comment on column production.produce_figures.kg_a_mu is 'the most that is usual for one season; what lies far above is asked about';
insert into production.produce_figures (produce, letters, family, kg_a_mu) values
    ('豇豆', 'JD', '豆科', 3000), ('菜豆', 'CD', '豆科', 3500), ('大豆', 'DD', '豆科', 300), ('绿豆', 'LD', '豆科', 200),
    ('番茄', 'FQ', '茄科', 12000), ('辣椒', 'LJ', '茄科', 6000), ('茄子', 'QZ', '茄科', 9000), ('马铃薯', 'ML', '茄科', 4000),
    ('黄瓜', 'HG', '葫芦科', 12000), ('西葫芦', 'XH', '葫芦科', 8000), ('西瓜', 'XG', '葫芦科', 5000), ('甜瓜', 'TG', '葫芦科', 4000),
    ('韭菜', 'JC', '石蒜科', 6000), ('大葱', 'DC', '石蒜科', 6000), ('大蒜', 'DS', '石蒜科', 2500), ('洋葱', 'YC', '石蒜科', 6000),
    ('芹菜', 'QC', '伞形科', 8000), ('胡萝卜', 'HL', '伞形科', 6000), ('大白菜', 'DB', '十字花科', 9000), ('普通白菜', 'BC', '十字花科', 4000),
    ('结球甘蓝', 'GL', '十字花科', 7000), ('甘蓝', 'GL', '十字花科', 7000), ('萝卜', 'LB', '十字花科', 7000), ('油菜', 'YC', '十字花科', 250),
    ('菠菜', 'BO', '苋科', 3500), ('生菜', 'SC', '菊科', 3500), ('姜', 'JI', '姜科', 5000), ('山药', 'SY', '薯蓣科', 4000),
    ('草莓', 'CM', '蔷薇科', 4000), ('苹果', 'PG', '', 5000), ('梨', 'LI', '', 5000), ('桃', 'TA', '', 4000), ('葡萄', 'PT', '', 3000),
    ('枣', 'ZA', '', 2000), ('柑橘', 'GJ', '', 5000), ('核桃', 'HT', '', 300), ('茶叶', 'CY', '', 1000),
    ('谷子', 'GZ', '禾本科', 600), ('小麦', 'XM', '禾本科', 800), ('玉米', 'YM', '禾本科', 1200), ('高粱', 'GL', '禾本科', 900),
    ('水稻', 'SD', '禾本科', 900), ('黄芪', 'HQ', '豆科', 1000), ('党参', 'DS', '桔梗科', 800), ('连翘', 'LQ', '', 300),
    ('香菇', 'XU', '', 15000), ('平菇', 'PU', '', 20000), ('鸡', 'JI', '', null), ('鸡蛋', 'JN', '', null), ('猪', 'ZU', '', null),
    ('牛', 'NI', '', null), ('羊', 'YA', '', null), ('鲤鱼', 'LY', '', 3000), ('草鱼', 'CU', '', 3000);

-- What grows on a plot from setting out to clearing (茬次).
create table production.seasons (
    id            bigint generated always as identity,
    producer_id   bigint not null,
    producer_name text not null,
    base_id       bigint not null,
    base_name     text not null,
    region_code   text collate "C" not null,
    plot_id       bigint,
    plot_name     text not null,
    area_mu       numeric(12, 2) not null,
    produce       text not null,
    variety       text not null default '',
    set_out_on    date not null,
    ended_on      date,
    conversion    text not null default 'conventional',
    isolation_m   numeric(8, 1),
    isolation     text not null default '',
    warning       text not null default '',
    act_id        bigint,
    recorded_by   text not null,
    recorded_at   timestamptz not null,
    demo          boolean not null default false,
    constraint season_pk primary key (id),
    constraint season_ends_after_begin check (ended_on is null or ended_on >= set_out_on),
    constraint season_conversion_known check (conversion in ('conventional', 'conversion', 'organic')),
    constraint season_isolation_not_negative check (isolation_m is null or isolation_m >= 0)
);
comment on column production.seasons.plot_id is 'null where the base has no plots: then the whole base';
comment on column production.seasons.isolation_m is 'metres to the nearest field that is not grown alike (隔离带、缓冲带)';
comment on column production.seasons.warning is 'what was told when it began, such as the same family twice';
create unique index season_one_of_a_produce_at_a_time on production.seasons (base_id, coalesce(plot_id, 0), produce) where ended_on is null;
create index seasons_of_base on production.seasons (base_id, set_out_on desc, id desc);

-- Farm acts (农事). `corrects` and `corrected_by` chain what was corrected; nothing is overwritten.
create table production.acts (
    id               bigint generated always as identity,
    client_id        uuid not null,
    kind             text not null,
    producer_id      bigint not null,
    producer_name    text not null,
    base_id          bigint not null,
    base_name        text not null,
    region_code      text collate "C" not null,
    plot_ids         bigint[] not null,
    plot_names       text[] not null,
    area_mu          numeric(12, 2) not null,
    done_on          date not null,
    produce          text not null,
    variety          text not null default '',
    quantity_kg      numeric(14, 3),
    purpose          text not null default '',
    operator         text not null,
    note             text not null default '',
    file_ids         bigint[] not null default '{}',
    warnings         text[] not null default '{}',
    batch_id         bigint,
    corrects         bigint,
    corrected_by     bigint,
    reason           text not null default '',
    withdrawn_because text not null default '',
    withdrawn_by     text not null default '',
    withdrawn_at     timestamptz,
    current          boolean not null default true,
    recorded_by      bigint not null,
    recorded_by_name text not null,
    recorded_at      timestamptz not null,
    received_at      timestamptz not null,
    demo             boolean not null default false,
    constraint act_pk primary key (id),
    constraint act_of_client_once unique (client_id),
    constraint act_corrected_once unique (corrects),
    constraint act_corrects_exists foreign key (corrects) references production.acts (id),
    constraint act_corrected_by_exists foreign key (corrected_by) references production.acts (id),
    constraint act_kind_known check (kind in ('sow', 'transplant', 'fertilise', 'spray', 'medicate', 'feed', 'irrigate',
        'weed', 'prune', 'harvest', 'sell', 'other')),
    constraint act_plots_named check (cardinality(plot_ids) = cardinality(plot_names)),
    constraint act_quantity_positive check (quantity_kg is null or quantity_kg > 0),
    constraint act_correction_has_reason check (corrects is null or reason <> ''),
    constraint act_current_stands check (current = (corrected_by is null and withdrawn_at is null)),
    constraint act_withdrawal_has_reason check ((withdrawn_at is null) = (withdrawn_because = ''))
);
comment on column production.acts.client_id is 'drawn where it was typed; the same one twice is the same act';
comment on column production.acts.plot_ids is 'empty where the base has no plots: then the whole base';
comment on column production.acts.recorded_at is 'when the person typed it, as his device says; received_at is ours';
create index acts_of_city on production.acts (left(region_code, 4), done_on desc, id desc) where current;
create index acts_of_county on production.acts (left(region_code, 6), done_on desc, id desc) where current;
create index acts_by_region on production.acts (region_code, done_on desc, id desc) where current;
create index acts_by_day on production.acts (done_on desc, id desc) where current;
create index acts_of_producer on production.acts (producer_id, done_on desc, id desc) where current;
create index acts_of_base on production.acts (base_id, done_on desc, id desc) where current;
create index acts_counted on production.acts (region_code, kind) where current;

create table production.act_inputs (
    act_id       bigint not null,
    line         int not null,
    kind         text not null,
    name         text not null,
    registration text not null default '',
    purchase_id  bigint,
    amount       numeric(14, 3) not null,
    unit         text not null,
    method       text not null default '',
    stopped_on   date,
    substances   text[] not null,
    constraint act_input_pk primary key (act_id, line),
    constraint act_input_act_exists foreign key (act_id) references production.acts (id),
    constraint act_input_amount_positive check (amount > 0)
);
comment on column production.act_inputs.substances is 'active substances as the rules named them on the day of recording; what is tested is held against them';
create index act_inputs_of_purchase on production.act_inputs (purchase_id) where purchase_id is not null;

-- The ledger of inputs (投入品台账): one row is one purchase.
create table production.purchases (
    id                  bigint generated always as identity,
    form_key            uuid not null,
    producer_id         bigint not null,
    producer_name       text not null,
    region_code         text collate "C" not null,
    kind                text not null,
    name                text not null,
    registration        text not null default '',
    maker               text not null default '',
    substances          text[] not null,
    label_days          int,
    dealer              text not null,
    dealer_licence      text not null default '',
    file_id             bigint,
    bought_on           date not null,
    quantity            numeric(14, 3) not null,
    remaining           numeric(18, 6) not null,
    unit                text not null,
    packages            int,
    packages_returned   int not null default 0,
    note                text not null default '',
    recorded_by         text not null,
    recorded_at         timestamptz not null,
    demo                boolean not null default false,
    constraint purchase_pk primary key (id),
    constraint purchase_form_sent_once unique (form_key),
    constraint purchase_label_days_sane check (label_days between 0 and 400),
    constraint purchase_quantity_positive check (quantity > 0),
    constraint purchase_never_overdrawn check (remaining between 0 and quantity),
    constraint purchase_packages_returned_were_bought check (packages_returned between 0 and coalesce(packages, 0))
);
comment on column production.purchases.label_days is 'safety interval or withdrawal period on its label, where it was typed; counts where the tables know nothing or less';
create index purchases_of_producer on production.purchases (producer_id, bought_on desc, id desc);
create index purchases_of_city on production.purchases (left(region_code, 4), bought_on desc, id desc);
create index purchases_of_county on production.purchases (left(region_code, 6), bought_on desc, id desc);
create index purchases_by_region on production.purchases (region_code, bought_on desc, id desc);

-- What became of it: used, given back to the dealer, spoiled; and empty packages handed in (农药包装废弃物回收).
create table production.movements (
    id          bigint generated always as identity,
    purchase_id bigint not null,
    kind        text not null,
    amount      numeric(18, 6) not null,
    act_id      bigint,
    moved_on    date not null,
    note        text not null default '',
    form_key    uuid,
    recorded_by text not null,
    recorded_at timestamptz not null,
    constraint movement_pk primary key (id),
    constraint movement_form_sent_once unique (form_key),
    constraint movement_purchase_exists foreign key (purchase_id) references production.purchases (id),
    constraint movement_kind_known check (kind in ('used', 'undone', 'returned', 'spoiled', 'packages')),
    constraint movement_amount_positive check (amount > 0),
    constraint movement_of_use_has_act check ((kind in ('used', 'undone')) = (act_id is not null))
);
comment on column production.movements.amount is 'in the unit of the purchase; packages in pieces';
create index movements_of_purchase on production.movements (purchase_id, id);

-- What was harvested at one time (批次).
create table production.batches (
    id             bigint generated always as identity,
    code           text not null,
    producer_id    bigint not null,
    producer_name  text not null,
    base_id        bigint not null,
    base_name      text not null,
    region_code    text collate "C" not null,
    plot_ids       bigint[] not null,
    plot_names     text[] not null,
    area_mu        numeric(12, 2) not null,
    produce        text not null,
    variety        text not null default '',
    harvested_on   date not null,
    since          date not null,
    quantity_kg    numeric(14, 3) not null,
    certified_kg   numeric(14, 3) not null default 0,
    closed_on      date,
    closed_because text not null default '',
    closed_by      text not null default '',
    corrected_at   timestamptz,
    recorded_at    timestamptz not null,
    demo           boolean not null default false,
    constraint batch_pk primary key (id),
    constraint batch_code_once_of_producer unique (producer_id, code),
    constraint batch_quantity_positive check (quantity_kg > 0),
    constraint batch_never_certified_above_harvest check (certified_kg between 0 and quantity_kg),
    constraint batch_closing_has_reason check ((closed_on is null) = (closed_because = ''))
);
comment on column production.batches.code is 'letters of the produce, day of harvest, running number: FQ-260616-02';
comment on column production.batches.since is 'from this day on what was done on its plots counts for it: setting out of the crop, or as far back as is looked';
comment on column production.batches.corrected_at is 'when a record of it was corrected after a certificate had been issued';
create index batches_of_city on production.batches (left(region_code, 4), harvested_on desc, id desc);
create index batches_of_county on production.batches (left(region_code, 6), harvested_on desc, id desc);
create index batches_by_region on production.batches (region_code, harvested_on desc, id desc);
create index batches_by_day on production.batches (harvested_on desc, id desc);
create index batches_of_producer on production.batches (producer_id, harvested_on desc, id desc);
create index batches_of_base on production.batches (base_id, harvested_on desc, id desc);
create index batches_open on production.batches (producer_id, harvested_on desc, id desc)
    where closed_on is null and certified_kg < quantity_kg;

create table production.tests (
    id          bigint generated always as identity,
    form_key    uuid not null,
    batch_id    bigint not null,
    kind        text not null,
    tested_on   date not null,
    passed      boolean not null,
    substances  text[] not null,
    lab         text not null default '',
    report      text not null default '',
    file_id     bigint,
    retest_of   bigint,
    note        text not null default '',
    recorded_by text not null,
    recorded_at timestamptz not null,
    constraint test_pk primary key (id),
    constraint test_form_sent_once unique (form_key),
    constraint test_batch_exists foreign key (batch_id) references production.batches (id),
    constraint test_retested_once unique (retest_of),
    constraint test_retest_exists foreign key (retest_of) references production.tests (id),
    constraint test_kind_known check (kind in ('self', 'rapid', 'commissioned')),
    constraint test_has_substances check (cardinality(substances) > 0),
    constraint test_commissioned_has_lab check (kind <> 'commissioned' or lab <> '')
);
comment on column production.tests.substances is 'what was tested, as the rules name it';
create index tests_of_batch on production.tests (batch_id, tested_on, id);

-- Prescriptions of veterinarians for what was given to animals (兽药处方).
create table production.prescriptions (
    act_id        bigint not null,
    number        text not null,
    veterinarian  text not null,
    prescribed_on date not null,
    file_id       bigint,
    constraint prescription_pk primary key (act_id),
    constraint prescription_act_exists foreign key (act_id) references production.acts (id)
);
