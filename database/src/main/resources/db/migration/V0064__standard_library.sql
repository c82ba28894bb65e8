-- The library of standards (标准库), with drafting, revision, repeal and evaluation of effect as projects with an office
-- and dates. The rows below are the standards that the rule data and the sources of the rules name; offices add theirs.
create table standard.standards (
    id            bigint generated always as identity,
    number        text not null,
    series        text not null,
    kind          text not null,
    year          int not null,
    title         text not null,
    field         text not null,
    produce       text not null default '',
    issuer        text not null default '',
    region_code   text collate "C" not null,
    draft         boolean not null default false,
    issued_on     date,
    in_force_from date,
    ended_on      date,
    replaced_by   text not null default '',
    source        text not null default '',
    note          text not null default '',
    file_id       bigint,
    recorded_by   text not null,
    recorded_at   timestamptz not null,
    revision      int not null default 1,
    demo          boolean not null default false,
    search        text not null generated always as (regexp_replace(lower(
        number || ' ' || replace(number, ' ', '') || ' ' || title || ' ' || produce || ' ' || issuer), '(.)', '\1\1', 'g')) stored,
    constraint standard_pk primary key (id),
    constraint standard_number_unique unique (number),
    constraint standard_kind_known check (kind in ('national', 'trade', 'local', 'group', 'enterprise')),
    constraint standard_field_known check (field in ('planting', 'livestock', 'fishery', 'processing', 'environment', 'inputs', 'residues', 'testing', 'trace', 'certification', 'base', 'other')),
    constraint standard_national_is_of_the_country check ((kind in ('national', 'trade')) = (region_code = '000000')),
    constraint standard_draft_has_no_force check (not draft or (in_force_from is null and ended_on is null and replaced_by = '')),
    constraint standard_dates_in_order check (ended_on >= in_force_from and in_force_from >= issued_on)
);
comment on column standard.standards.region_code is 'the country for national and trade standards; the area for which a local one was issued; where the issuer of a group or enterprise standard sits';
comment on column standard.standards.in_force_from is 'null for drafts, and where the source does not tell the day';
comment on column standard.standards.ended_on is 'the first day on which it no longer holds; null while in force, and where the source does not tell it';
comment on column standard.standards.search is 'each character doubled, for searches of two characters and more (V0020)';
create index standards_latest on standard.standards (id desc);
create index standards_of_region on standard.standards (region_code, id desc);
create index standards_of_city on standard.standards (left(region_code, 4), id desc);
create index standards_of_county on standard.standards (left(region_code, 6), id desc);
create index standards_of_series on standard.standards (series, year desc);
create index standards_by_search on standard.standards using gin (search gin_trgm_ops);

create table standard.standard_projects (
    id           bigint generated always as identity,
    form_key     uuid not null,
    kind         text not null,
    title        text not null,
    standard_id  bigint,
    region_code  text collate "C" not null,
    office_id    bigint not null,
    office_name  text not null,
    partners     text not null default '',
    started_on   date not null,
    due_on       date not null,
    closed_on    date,
    outcome      text not null default '',
    result_id    bigint,
    dropped      boolean not null default false,
    recorded_by  text not null,
    demo         boolean not null default false,
    constraint standard_project_pk primary key (id),
    constraint standard_project_once unique (form_key),
    constraint standard_project_kind_known check (kind in ('draft', 'revise', 'repeal', 'evaluate')),
    constraint standard_project_about_one check (kind = 'draft' or standard_id is not null),
    constraint standard_project_in_order check (due_on >= started_on and closed_on >= started_on),
    constraint standard_project_closed_with_outcome check ((closed_on is null) = (outcome = '') and (closed_on is not null or not dropped)),
    constraint standard_project_standard_exists foreign key (standard_id) references standard.standards (id),
    constraint standard_project_result_exists foreign key (result_id) references standard.standards (id)
);
create index standard_projects_of_region on standard.standard_projects (region_code, id desc);
create index standard_projects_about on standard.standard_projects (standard_id) where standard_id is not null;

insert into standard.standards (number, series, kind, year, title, field, region_code, issued_on, in_force_from, ended_on, replaced_by, source, note, recorded_by, recorded_at) values
    ('GB 2763-2016', 'GB 2763', 'national', 2016, '食品安全国家标准 食品中农药最大残留限量', 'residues', '000000', null, '2017-06-18', '2020-02-15', 'GB 2763-2019', 'http://mwzcups.com/authority/standard/49794.html', '', '随系统', '2026-11-22T12:00:00Z'),
    ('GB 2763-2019', 'GB 2763', 'national', 2019, '食品安全国家标准 食品中农药最大残留限量', 'residues', '000000', null, '2020-02-15', '2021-09-03', 'GB 2763-2021', 'http://m.bubsandbeans.com/paper/238286753.html', '', '随系统', '2026-11-22T12:00:00Z'),
    ('GB 2763-2021', 'GB 2763', 'national', 2021, '食品安全国家标准 食品中农药最大残留限量', 'residues', '000000', null, '2021-09-03', '2026-03-01', 'GB 2763-2026', 'https://g.haiweili.com/GB2763-2021', '', '随系统', '2026-11-22T12:00:00Z'),
    ('GB 2763.1-2022', 'GB 2763.1', 'national', 2022, '食品中农药最大残留限量的增补（112 种农药 290 项）', 'residues', '000000', '2022-11-11', '2023-05-11', '2026-03-01', 'GB 2763-2026', 'http://bzwz-gov.com/article.php?id=366', '题名是按内容写的，以标准原文为准', '随系统', '2026-11-22T12:00:00Z'),
    ('GB 2763-2026', 'GB 2763', 'national', 2026, '食品安全国家标准 食品中农药最大残留限量', 'residues', '000000', '2026-02-12', '2026-03-01', null, '', 'https://bysee-sra.com/article.aspx?id=1076', '585 种农药，10,749 项限量', '随系统', '2026-11-22T12:00:00Z'),
    ('GB 31650-2019', 'GB 31650', 'national', 2019, '兽药最大残留限量', 'residues', '000000', null, null, null, '', 'http://www.lsgzd.com/ziliao/sort/41/63531.html', '题名是按内容写的；实施日期没有查到，是不是现行没有核对', '随系统', '2026-11-22T12:00:00Z'),
    ('GB/T 19630-2019', 'GB/T 19630', 'national', 2019, '有机产品标准', 'certification', '000000', null, '2020-01-01', null, '', 'https://wuningbohui.af36.com/C9B0441451F5', '题名是按内容写的，以标准原文为准', '随系统', '2026-11-22T12:00:00Z'),
    ('NY/T 789-2004', 'NY/T 789', 'trade', 2004, '田间抽样（农药残留样本）', 'testing', '000000', null, null, null, '', 'http://ezsto.com/p-38110706.html', '题名是按内容写的；实施日期没有查到，是不是现行没有核对', '随系统', '2026-11-22T12:00:00Z'),
    ('NY/T 4712-2025', 'NY/T 4712', 'trade', 2025, '农产品追溯 数据格式', 'trace', '000000', '2025-05-04', '2025-07-01', null, '', 'https://www.998pdf.com/58306.html', '题名是按内容写的，以标准原文为准', '随系统', '2026-11-22T12:00:00Z');
