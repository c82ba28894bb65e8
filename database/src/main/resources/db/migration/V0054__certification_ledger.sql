-- The ledger of certificates (认证台账): green food, organic with conversion, geographical indications, 名特优新, 圳品,
-- CAQS-GAP. One row is one certificate of a producer; every span for which it was issued stays as a period. How it
-- stands is never kept: it follows from its days.
create schema certification;

create table certification.certificates (
    id                bigint generated always as identity,
    kind              text not null,
    number            text not null,
    producer_id       bigint not null,
    producer_name     text not null,
    region_code       text collate "C" not null,
    products          text not null,
    product_count     int not null,
    area_mu           numeric(14, 2),
    output_tonnes     numeric(14, 3),
    certifier         text not null,
    issued_on         date not null,
    valid_from        date not null,
    valid_to          date,
    conversion_from   date,
    conversion_months int,
    note              text not null default '',
    suspended_on      date,
    withdrawn_on      date,
    created_by        bigint not null,
    created_by_name   text not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    revision          int not null default 1,
    demo              boolean not null default false,
    search            text not null generated always as (regexp_replace(lower(
        number || ' ' || producer_name || ' ' || products || ' ' || certifier), '(.)', '\1\1', 'g')) stored,
    constraint certificate_pk primary key (id),
    constraint certificate_has_products check (products <> '' and product_count > 0),
    constraint certificate_area_positive check (area_mu is null or area_mu > 0),
    constraint certificate_output_positive check (output_tonnes is null or output_tonnes > 0),
    constraint certificate_ends_after_begin check (valid_to is null or valid_to >= valid_from),
    constraint certificate_conversion_is_whole check ((conversion_from is null) = (conversion_months is null))
);
comment on column certification.certificates.kind is 'as in certification/kinds.csv';
comment on column certification.certificates.region_code is 'where its first base lies, or where its holder is';
comment on column certification.certificates.products is 'in scope, parted by 、';
comment on column certification.certificates.output_tonnes is 'certified output of a year';
comment on column certification.certificates.valid_from is 'the first day of the unbroken time up to valid_to, over renewals';
comment on column certification.certificates.valid_to is 'the last day; null where it does not end';
comment on column certification.certificates.conversion_from is 'when conversion to organic began, and how many months the standard asks for';
comment on column certification.certificates.suspended_on is 'since when, while it is suspended';
comment on column certification.certificates.search is 'each character doubled, for searches of two characters and more (V0020)';
create index certificates_of_city on certification.certificates (left(region_code, 4), id desc);
create index certificates_of_county on certification.certificates (left(region_code, 6), id desc);
create index certificates_by_region on certification.certificates (region_code, id desc);
create index certificates_of_producer on certification.certificates (producer_id, id desc);
create index certificates_by_search on certification.certificates using gin (search gin_trgm_ops);
-- What runs out: withdrawn ones need nobody.
create index certificates_due_of_city on certification.certificates (left(region_code, 4), valid_to, id)
    include (region_code, kind) where withdrawn_on is null and valid_to is not null;
create index certificates_due_of_county on certification.certificates (left(region_code, 6), valid_to, id)
    include (region_code, kind) where withdrawn_on is null and valid_to is not null;
create index certificates_due on certification.certificates (valid_to, id)
    include (region_code, kind) where withdrawn_on is null and valid_to is not null;
create index certificates_stopped on certification.certificates (id desc)
    where withdrawn_on is not null or suspended_on is not null;
-- Counts read this index alone.
create index certificates_counted on certification.certificates
    (region_code, kind, valid_from, valid_to, suspended_on, withdrawn_on, product_count, producer_id);

-- Every number that a certificate ever carried: in the ledger once for its kind.
create table certification.numbers (
    kind           text not null,
    number_key     text not null,
    certificate_id bigint not null,
    constraint number_once_of_kind primary key (kind, number_key),
    constraint number_certificate_exists foreign key (certificate_id) references certification.certificates (id)
);
comment on column certification.numbers.number_key is 'the number without blanks and in capitals: one number typed in two ways is one';
create index numbers_of_certificate on certification.numbers (certificate_id);

-- The spans for which it was issued: the first, and one for each renewal.
create table certification.periods (
    id             bigint generated always as identity,
    certificate_id bigint not null,
    number         text not null,
    issued_on      date not null,
    valid_from     date not null,
    valid_to       date,
    products       text not null,
    area_mu        numeric(14, 2),
    output_tonnes  numeric(14, 3),
    recorded_by    text not null,
    recorded_at    timestamptz not null,
    constraint period_pk primary key (id),
    constraint period_certificate_exists foreign key (certificate_id) references certification.certificates (id),
    constraint period_ends_after_begin check (valid_to is null or valid_to >= valid_from)
);
create unique index period_begins_once on certification.periods (certificate_id, valid_from);

create table certification.suspensions (
    id              bigint generated always as identity,
    certificate_id  bigint not null,
    suspended_on    date not null,
    because         text not null,
    suspended_by    text not null,
    resumed_on      date,
    resumed_because text not null default '',
    resumed_by      text not null default '',
    constraint suspension_pk primary key (id),
    constraint suspension_certificate_exists foreign key (certificate_id) references certification.certificates (id),
    constraint suspension_ends_after_begin check (resumed_on is null or resumed_on >= suspended_on),
    constraint suspension_end_has_reason check ((resumed_on is null) = (resumed_because = ''))
);
create unique index suspension_one_at_a_time on certification.suspensions (certificate_id) where resumed_on is null;
create index suspensions_of_certificate on certification.suspensions (certificate_id, id);

create table certification.certificate_bases (
    certificate_id bigint not null,
    base_id        bigint not null,
    base_name      text not null,
    constraint certificate_base_pk primary key (certificate_id, base_id),
    constraint certificate_base_certificate_exists foreign key (certificate_id) references certification.certificates (id)
);
create index certificates_of_base on certification.certificate_bases (base_id, certificate_id);

-- Who else may put the mark on (用标授权), for how long and how much a year.
create table certification.mark_uses (
    id             bigint generated always as identity,
    certificate_id bigint not null,
    user_id        bigint,
    user_name      text not null,
    products       text not null,
    agreement      text not null default '',
    from_on        date not null,
    to_on          date not null,
    tonnes_a_year  numeric(14, 3) not null,
    ended_on       date,
    ended_because  text not null default '',
    recorded_by    text not null,
    recorded_at    timestamptz not null,
    form_key       text not null,
    constraint mark_use_pk primary key (id),
    constraint mark_use_form_sent_once unique (form_key),
    constraint mark_use_certificate_exists foreign key (certificate_id) references certification.certificates (id),
    constraint mark_use_ends_after_begin check (to_on >= from_on),
    constraint mark_use_some check (tonnes_a_year > 0),
    constraint mark_use_end_has_reason check ((ended_on is null) = (ended_because = ''))
);
create index mark_uses_of_certificate on certification.mark_uses (certificate_id, id);
create index mark_uses_of_user on certification.mark_uses (user_id) where user_id is not null;

-- What was sold with the mark in a quarter, by the holder itself or by who was allowed to. A corrected row stays.
create table certification.mark_sales (
    id             bigint generated always as identity,
    certificate_id bigint not null,
    mark_use_id    bigint,
    year           int not null,
    quarter        int not null,
    tonnes         numeric(14, 3) not null,
    fen            bigint,
    marks          bigint,
    reason         text not null default '',
    current        boolean not null default true,
    recorded_by    text not null,
    recorded_at    timestamptz not null,
    constraint mark_sale_pk primary key (id),
    constraint mark_sale_certificate_exists foreign key (certificate_id) references certification.certificates (id),
    constraint mark_sale_use_exists foreign key (mark_use_id) references certification.mark_uses (id),
    constraint mark_sale_quarter_known check (quarter between 1 and 4),
    constraint mark_sale_not_negative check (tonnes >= 0 and (fen is null or fen >= 0) and (marks is null or marks >= 0))
);
create unique index mark_sale_once_a_quarter on certification.mark_sales
    (certificate_id, coalesce(mark_use_id, 0), year, quarter) where current;
create index mark_sales_of_certificate on certification.mark_sales (certificate_id, year, quarter);

-- After-certification checks (证后监管), what was told to the certifier, what it answered, what was mended.
create table certification.checks (
    id               bigint generated always as identity,
    certificate_id   bigint not null,
    form_key         text not null,
    region_code      text collate "C" not null,
    checked_on       date not null,
    inspectors       text not null,
    office_id        bigint not null,
    office_name      text not null,
    findings         text not null,
    result           text not null,
    mark_misuse      boolean not null,
    mend_by          date,
    mended_on        date,
    mended           text not null default '',
    told_on          date,
    told             text not null default '',
    answered_on      date,
    answer           text not null default '',
    recorded_by      text not null,
    recorded_at      timestamptz not null,
    revision         int not null default 1,
    demo             boolean not null default false,
    constraint check_pk primary key (id),
    constraint check_form_sent_once unique (form_key),
    constraint check_certificate_exists foreign key (certificate_id) references certification.certificates (id),
    constraint check_result_known check (result in ('passed', 'mend', 'failed')),
    constraint check_mend_has_day check ((result = 'mend') = (mend_by is not null)),
    constraint check_mended_after_check check (mended_on is null or (mend_by is not null and mended_on >= checked_on)),
    constraint check_told_after_check check (told_on is null or told_on >= checked_on),
    constraint check_answered_after_told check (answered_on is null or (told_on is not null and answered_on >= told_on))
);
comment on column certification.checks.told is 'what was told to the certifier, with whose answer it closes';
create index checks_of_certificate on certification.checks (certificate_id, checked_on desc, id desc);
create index checks_to_mend on certification.checks (region_code, mend_by) where result = 'mend' and mended_on is null;
create index checks_of_misuse on certification.checks (certificate_id) where mark_misuse;

-- Certificates come in tables too.
alter table exchange.uploads drop constraint upload_kind_known;
alter table exchange.uploads add constraint upload_kind_known check (kind in ('producers', 'bases', 'certificates'));
