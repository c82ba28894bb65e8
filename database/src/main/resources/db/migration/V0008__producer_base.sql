-- Producers (生产经营主体) and their bases (基地) with plots.
create schema producer;

create table producer.producers (
    id                      bigint generated always as identity,
    kind                    text not null,
    name                    text not null,
    credit_code             text,
    identity_digest         text,
    identity_masked         text,
    region_code             text collate "C" not null,
    address                 text not null default '',
    contact_name            text not null,
    phone                   text not null,
    main_crops              text[] not null default '{}',
    traceability_registered boolean not null default false,
    credit_filed            boolean not null default false,
    active                  boolean not null default true,
    revision                int not null default 1,
    demo                    boolean not null default false,
    created_at              timestamptz not null default now(),
    created_by              bigint,
    updated_at              timestamptz not null default now(),
    constraint producer_pk primary key (id),
    constraint producer_kind_known check (kind in ('enterprise', 'leading-enterprise', 'cooperative', 'family-farm',
        'village-collective', 'household', 'person', 'institute', 'association', 'township', 'buyer', 'dealer')),
    constraint producer_credit_code_format check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
    constraint producer_credit_code_unique unique (credit_code),
    constraint producer_identity_unique unique (identity_digest),
    constraint producer_identified check (credit_code is not null or identity_digest is not null)
);
comment on column producer.producers.identity_digest is 'keyed hash of a natural person''s ID number: finds doubles, cannot be read back';
comment on column producer.producers.identity_masked is 'first three and last four characters, as shown';
create index producers_by_region on producer.producers (region_code, id);
create index producers_by_time on producer.producers (id desc);
create index producers_of_city on producer.producers (left(region_code, 4), id desc);
create index producers_of_county on producer.producers (left(region_code, 6), id desc);
create index producers_by_name on producer.producers using gin (name gin_trgm_ops);

create schema base;

create table base.bases (
    id                   bigint generated always as identity,
    number               text not null,
    producer_id          bigint not null,
    producer_name        text not null,
    name                 text not null,
    region_code          text collate "C" not null,
    address              text not null default '',
    product              text not null,
    product_class        text,
    area_mu              numeric(12, 2) not null,
    measured_mu          numeric(12, 2),
    geometry             jsonb,
    extent               box,
    longitude            numeric(9, 5),
    latitude             numeric(8, 5),
    responsible_name     text not null,
    supervision_phone    text not null,
    techniques           text,
    good_variety_percent numeric(5, 2),
    internal_inspectors  int,
    households_led       int,
    operating_procedure  boolean,
    signboard_on         date,
    active               boolean not null default true,
    revision             int not null default 1,
    demo                 boolean not null default false,
    created_at           timestamptz not null default now(),
    created_by           bigint,
    updated_at           timestamptz not null default now(),
    constraint base_pk primary key (id),
    constraint base_number_unique unique (number),
    constraint base_producer_exists foreign key (producer_id) references producer.producers (id),
    constraint base_area_positive check (area_mu > 0),
    constraint base_percent_range check (good_variety_percent between 0 and 100)
);
comment on column base.bases.area_mu is '亩, as declared; measured_mu is the geodesic area of the drawn place';
create index bases_by_time on base.bases (id desc);
create index bases_of_city on base.bases (left(region_code, 4), id desc);
create index bases_of_county on base.bases (left(region_code, 6), id desc);
create index bases_by_region on base.bases (region_code, id desc);
create index bases_of_producer on base.bases (producer_id);
create index bases_by_name on base.bases using gin (name gin_trgm_ops);
create index bases_by_extent on base.bases using gist (extent);
create sequence base.base_numbers;

create table base.plots (
    id       bigint generated always as identity,
    base_id  bigint not null,
    name     text not null,
    kind     text not null default 'plot',
    area_mu  numeric(12, 2) not null,
    crop     text not null default '',
    geometry jsonb,
    constraint plot_pk primary key (id),
    constraint plot_base_exists foreign key (base_id) references base.bases (id),
    constraint plot_name_unique_in_base unique (base_id, name),
    constraint plot_area_positive check (area_mu > 0)
);

create table base.certificates (
    id         bigint generated always as identity,
    base_id    bigint not null,
    type       text not null,
    number     text not null default '',
    valid_from date,
    valid_to   date,
    file_id    bigint,
    constraint certificate_pk primary key (id),
    constraint certificate_base_exists foreign key (base_id) references base.bases (id),
    constraint certificate_type_known check (type in ('organic', 'organic-conversion', 'green-food', 'green-material',
        'gi', 'famous-special', 'shenzhen'))
);
comment on table base.certificates is 'certificates that a base declares with its copy; the ledger of certification comes with that module';
create index certificates_of_base on base.certificates (base_id);
