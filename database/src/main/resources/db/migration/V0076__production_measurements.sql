-- Soil fertility and environment of bases (土壤肥力、产地环境监测): what a laboratory measured on a plot on a day, as a series.
-- S4 二（二）2 asks for regular watch over the fertility of organic ground, S3 5 for the environment of the places of production.

-- What is measured; `least` and `most` are what can be true at all.
create table production.measures (
    code     text not null,
    medium   text not null,
    title    text not null,
    unit     text not null,
    least    numeric(12, 4) not null,
    most     numeric(12, 4) not null,
    position int not null,
    constraint measure_pk primary key (code),
    constraint measure_position_once unique (position),
    constraint measure_medium_known check (medium in ('soil', 'water', 'air')),
    constraint measure_range check (least < most)
);
insert into production.measures (code, medium, title, unit, least, most, position) values
    ('ph', 'soil', 'pH', '', 2, 12, 1),
    ('organic', 'soil', '有机质', 'g/kg', 0, 500, 2),
    ('total-n', 'soil', '全氮', 'g/kg', 0, 50, 3),
    ('hydrolysed-n', 'soil', '碱解氮', 'mg/kg', 0, 2000, 4),
    ('available-p', 'soil', '有效磷', 'mg/kg', 0, 2000, 5),
    ('available-k', 'soil', '速效钾', 'mg/kg', 0, 5000, 6),
    ('cadmium', 'soil', '镉', 'mg/kg', 0, 500, 7),
    ('mercury', 'soil', '汞', 'mg/kg', 0, 500, 8),
    ('arsenic', 'soil', '砷', 'mg/kg', 0, 5000, 9),
    ('lead', 'soil', '铅', 'mg/kg', 0, 20000, 10),
    ('chromium', 'soil', '铬', 'mg/kg', 0, 20000, 11),
    ('copper', 'soil', '铜', 'mg/kg', 0, 20000, 12),
    ('nickel', 'soil', '镍', 'mg/kg', 0, 20000, 13),
    ('zinc', 'soil', '锌', 'mg/kg', 0, 20000, 14),
    ('water-ph', 'water', 'pH', '', 2, 12, 21),
    ('water-mercury', 'water', '总汞', 'mg/L', 0, 10, 22),
    ('water-cadmium', 'water', '总镉', 'mg/L', 0, 100, 23),
    ('water-arsenic', 'water', '总砷', 'mg/L', 0, 100, 24),
    ('water-chromium', 'water', '六价铬', 'mg/L', 0, 100, 25),
    ('water-lead', 'water', '总铅', 'mg/L', 0, 100, 26),
    ('water-salt', 'water', '全盐量', 'mg/L', 0, 100000, 27),
    ('air-so2', 'air', '二氧化硫（日均）', 'μg/m³', 0, 10000, 31),
    ('air-no2', 'air', '二氧化氮（日均）', 'μg/m³', 0, 10000, 32),
    ('air-pm10', 'air', 'PM10（日均）', 'μg/m³', 0, 10000, 33),
    ('air-pm25', 'air', 'PM2.5（日均）', 'μg/m³', 0, 10000, 34);

-- Limits are rule data with their source. Where there is none, none is judged. Those of soil hang on its pH and its use.
create table production.environment_limits (
    id        bigint generated always as identity,
    measure   text not null,
    land      text not null default '',
    ph_above  numeric(4, 2),
    ph_up_to  numeric(4, 2),
    lowest    numeric(12, 4),
    highest   numeric(12, 4),
    standard  text not null,
    source    text not null,
    confirmed boolean not null default false,
    constraint environment_limit_pk primary key (id),
    constraint environment_limit_measure_exists foreign key (measure) references production.measures (code),
    constraint environment_limit_land_known check (land in ('', 'paddy', 'field', 'orchard')),
    constraint environment_limit_once unique nulls not distinct (measure, land, ph_above),
    constraint environment_limit_says_something check (lowest is not null or highest is not null)
);
comment on column production.environment_limits.land is 'empty: for every use';
comment on column production.environment_limits.confirmed is 'whether somebody held it against the text of the standard';
insert into production.environment_limits (measure, land, ph_above, ph_up_to, highest, standard, source)
select measure, land, band.above, band.up_to, (array[a, b, c, d])[band.nth], 'GB 15618-2018 风险筛选值', '平台录入，还没有对照标准原文'
  from (values
    ('cadmium', 'paddy', 0.3, 0.4, 0.6, 0.8), ('cadmium', 'field', 0.3, 0.3, 0.3, 0.6), ('cadmium', 'orchard', 0.3, 0.3, 0.3, 0.6),
    ('mercury', 'paddy', 0.5, 0.5, 0.6, 1.0), ('mercury', 'field', 1.3, 1.8, 2.4, 3.4), ('mercury', 'orchard', 1.3, 1.8, 2.4, 3.4),
    ('arsenic', 'paddy', 30, 30, 25, 20), ('arsenic', 'field', 40, 40, 30, 25), ('arsenic', 'orchard', 40, 40, 30, 25),
    ('lead', 'paddy', 80, 100, 140, 240), ('lead', 'field', 70, 90, 120, 170), ('lead', 'orchard', 70, 90, 120, 170),
    ('chromium', 'paddy', 250, 250, 300, 350), ('chromium', 'field', 150, 150, 200, 250), ('chromium', 'orchard', 150, 150, 200, 250),
    ('copper', 'paddy', 50, 50, 100, 100), ('copper', 'field', 50, 50, 100, 100), ('copper', 'orchard', 150, 150, 200, 200),
    ('nickel', '', 60, 70, 100, 190), ('zinc', '', 200, 200, 250, 300)) as of(measure, land, a, b, c, d),
   (values (1, null, 5.5), (2, 5.5, 6.5), (3, 6.5, 7.5), (4, 7.5, null)) as band(nth, above, up_to);
insert into production.environment_limits (measure, land, lowest, highest, standard, source) values
    ('water-ph', '', 5.5, 8.5, 'GB 5084-2021', '平台录入，还没有对照标准原文'),
    ('water-mercury', '', null, 0.001, 'GB 5084-2021', '平台录入，还没有对照标准原文'),
    ('water-cadmium', '', null, 0.01, 'GB 5084-2021', '平台录入，还没有对照标准原文'),
    ('water-arsenic', 'paddy', null, 0.05, 'GB 5084-2021', '平台录入，还没有对照标准原文'),
    ('water-arsenic', 'field', null, 0.05, 'GB 5084-2021 蔬菜', '平台录入，取旱地和蔬菜里严的；还没有对照标准原文'),
    ('water-arsenic', 'orchard', null, 0.1, 'GB 5084-2021 旱作', '平台录入，还没有对照标准原文'),
    ('water-chromium', '', null, 0.1, 'GB 5084-2021', '平台录入，还没有对照标准原文'),
    ('water-lead', '', null, 0.2, 'GB 5084-2021', '平台录入，还没有对照标准原文'),
    ('air-so2', '', null, 150, 'GB 3095-2012 二级', '平台录入，还没有对照标准原文'),
    ('air-no2', '', null, 80, 'GB 3095-2012 二级', '平台录入，还没有对照标准原文'),
    ('air-pm10', '', null, 150, 'GB 3095-2012 二级', '平台录入，还没有对照标准原文'),
    ('air-pm25', '', null, 75, 'GB 3095-2012 二级', '平台录入，还没有对照标准原文');

insert into production.settings (key, value, unit, says, source) values
    ('measure-months', 12, '个月', '土壤、灌溉水、空气超过这么久没有再测，就列出来提醒', '平台默认');

-- One row is what one report says of one plot on one day. A correction is one more row and keeps the first.
create table production.samples (
    id                bigint generated always as identity,
    form_key          uuid not null,
    producer_id       bigint not null,
    producer_name     text not null,
    base_id           bigint not null,
    base_name         text not null,
    region_code       text collate "C" not null,
    plot_id           bigint,
    plot_name         text not null,
    medium            text not null,
    land              text not null,
    sampled_on        date not null,
    lab               text not null,
    report            text not null default '',
    file_id           bigint,
    note              text not null default '',
    corrects          bigint,
    corrected_by      bigint,
    reason            text not null default '',
    withdrawn_because text not null default '',
    current           boolean not null default true,
    recorded_by       text not null,
    recorded_at       timestamptz not null,
    demo              boolean not null default false,
    constraint sample_pk primary key (id),
    constraint sample_form_sent_once unique (form_key),
    constraint sample_corrected_once unique (corrects),
    constraint sample_corrects_exists foreign key (corrects) references production.samples (id),
    constraint sample_corrected_by_exists foreign key (corrected_by) references production.samples (id),
    constraint sample_medium_known check (medium in ('soil', 'water', 'air')),
    constraint sample_land_known check (land in ('paddy', 'field', 'orchard')),
    constraint sample_correction_has_reason check ((corrects is null) = (reason = '')),
    constraint sample_current_stands check (current = (corrected_by is null and withdrawn_because = ''))
);
comment on column production.samples.plot_id is 'null: of the whole base';
create index samples_of_base on production.samples (base_id, medium, sampled_on desc, id desc);
create index samples_by_region on production.samples (region_code, sampled_on desc, id desc) where current;
create index samples_of_producer on production.samples (producer_id, sampled_on desc, id desc) where current;

create table production.sample_values (
    sample_id bigint not null,
    measure   text not null,
    value     numeric(12, 4) not null,
    below     boolean not null default false,
    constraint sample_value_pk primary key (sample_id, measure),
    constraint sample_value_sample_exists foreign key (sample_id) references production.samples (id),
    constraint sample_value_measure_exists foreign key (measure) references production.measures (code)
);
comment on column production.sample_values.below is 'the laboratory found less than it can tell, which is `value`';

-- When a base was measured last, so that those never measured are a list. Follows the samples that stand.
create table production.measured (
    base_id bigint not null,
    medium  text not null,
    last_on date not null,
    constraint measured_pk primary key (base_id, medium)
);
