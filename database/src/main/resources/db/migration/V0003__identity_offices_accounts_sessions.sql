-- Who acts: offices (机构) of a region and department, accounts with roles, sign-ins, and the sessions that survive
-- a restart.
create schema identity;

create table identity.offices (
    id          bigint generated always as identity,
    region_code text collate "C" not null,
    level       text not null,
    department  text not null,
    name        text not null,
    phone       text,
    active      boolean not null default true,
    demo        boolean not null default false,
    constraint office_pk primary key (id),
    constraint office_one_per_region_and_department unique (region_code, department),
    constraint office_region_exists foreign key (region_code) references region.divisions (code),
    constraint office_level_known check (level in ('national', 'province', 'city', 'county', 'township', 'village'))
);
comment on column identity.offices.department is 'as schemes name it: agriculture, leading-group, experts, ministry …';
create index offices_by_region on identity.offices (region_code, id);

create table identity.accounts (
    id               bigint generated always as identity,
    username         text not null,
    password_hash    text not null,
    name             text not null,
    phone            text,
    office_id        bigint,
    producer_id      bigint,
    region_code      text collate "C" not null,
    roles            text[] not null,
    active           boolean not null default true,
    failed_sign_ins  int not null default 0,
    locked_until     timestamptz,
    rights_revision  int not null default 0,
    demo             boolean not null default false,
    created_at       timestamptz not null default now(),
    created_by       bigint,
    constraint account_pk primary key (id),
    constraint account_username_lower_case check (username = lower(username) and length(username) between 2 and 40),
    constraint account_username_unique unique (username),
    constraint account_office_exists foreign key (office_id) references identity.offices (id),
    constraint account_of_office_or_producer check (office_id is not null or producer_id is not null),
    constraint account_has_role check (cardinality(roles) > 0)
);
comment on column identity.accounts.rights_revision is 'raised by every change of rights; an open session with an older number is looked up again';
comment on column identity.accounts.region_code is 'the area the person acts in: the office''s, or a village or township within it';
create index accounts_by_region on identity.accounts (region_code, id);
create index accounts_by_office on identity.accounts (office_id);
create index accounts_by_producer on identity.accounts (producer_id) where producer_id is not null;

create table identity.sign_ins (
    id         bigint generated always as identity,
    account_id bigint,
    username   text not null,
    at         timestamptz not null default now(),
    outcome    text not null,
    constraint sign_in_pk primary key (id),
    constraint sign_in_outcome_known check (outcome in ('signed_in', 'wrong_password', 'unknown', 'locked', 'closed'))
);
create index sign_ins_by_account on identity.sign_ins (account_id, id desc);

-- The tables of Spring Session, in this schema.
create table identity.spring_session (
    primary_id            char(36) not null,
    session_id            char(36) not null,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int not null,
    expiry_time           bigint not null,
    principal_name        varchar(100),
    constraint spring_session_pk primary key (primary_id)
);
create unique index spring_session_id_unique on identity.spring_session (session_id);
create index spring_session_expiry on identity.spring_session (expiry_time);
create index spring_session_principal on identity.spring_session (principal_name);

create table identity.spring_session_attributes (
    session_primary_id char(36) not null,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea not null,
    constraint spring_session_attribute_pk primary key (session_primary_id, attribute_name),
    constraint spring_session_attribute_session foreign key (session_primary_id)
        references identity.spring_session (primary_id) on delete cascade
);
