-- Projects that a document funds (项目): one product's money on its way from the province to the county, what it is
-- planned for, who carries the work out, and every payment with its voucher. Sums stand beside the rows they are made
-- of, kept under the project's lock, so that a list reads no payments and no two payments pass a line together.
create schema project;

create sequence project.project_numbers;

create table project.projects (
    id             bigint generated always as identity,
    number         text not null,
    scheme_id      text not null,
    scheme_version int not null,
    allocation_id  text not null,
    kind           text not null,
    product        text not null,
    region_code    text collate "C" not null,
    place_source   text not null default '',
    state          text not null default 'running',
    starts_on      date not null,
    ends_on        date not null,
    established_on date,
    funds_fen      bigint not null default 0,
    received_fen   bigint not null default 0,
    planned_fen    bigint not null default 0,
    contracted_fen bigint not null default 0,
    spent_fen      bigint not null default 0,
    off_purpose_fen bigint not null default 0,
    account_bank   text not null default '',
    account_number text not null default '',
    manager        text not null default '',
    created_by     bigint not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    revision       int not null default 1,
    demo           boolean not null default false,
    search         text not null generated always as (regexp_replace(lower(
        product || ' ' || number || ' ' || manager), '(.)', '\1\1', 'g')) stored,
    constraint project_pk primary key (id),
    constraint project_number_unique unique (number),
    constraint project_state_known check (state in ('applying', 'running', 'closed', 'refused', 'withdrawn')),
    constraint project_days_in_order check (starts_on <= ends_on),
    constraint project_established_has_day check ((state in ('running', 'closed')) = (established_on is not null)),
    constraint project_in_a_county check (region_code ~ '^\d{6}$' and region_code !~ '00$'),
    constraint project_nothing_negative check (
        least(funds_fen, received_fen, planned_fen, contracted_fen, spent_fen, off_purpose_fen) >= 0),
    constraint project_received_within_funds check (received_fen <= funds_fen),
    constraint project_planned_within_funds check (planned_fen <= funds_fen),
    constraint project_not_overspent check (spent_fen <= received_fen),
    constraint project_off_purpose_was_spent check (off_purpose_fen <= spent_fen),
    constraint project_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version)
);
comment on column project.projects.region_code is 'the county whose bureau carries it out';
comment on column project.projects.place_source is 'by what the county is known, where the document does not say it';
comment on column project.projects.search is 'each character doubled, for searches of two characters and more (V0020)';
-- One product is funded once; whoever was refused may try again.
create unique index project_once_a_product on project.projects (scheme_id, allocation_id, product)
    where state not in ('refused', 'withdrawn');
create index projects_of_city on project.projects (left(region_code, 4), id desc);
create index projects_of_county on project.projects (left(region_code, 6), id desc);
create index projects_by_search on project.projects using gin (search gin_trgm_ops);
-- The sums of a city's or county's list are read from this index alone.
create index projects_summed on project.projects (region_code, scheme_id, state)
    include (funds_fen, received_fen, planned_fen, spent_fen);

-- Money that a level hands down to the next one.
create table project.transfers (
    id          bigint generated always as identity,
    project_id  bigint not null,
    from_level  text not null,
    to_level    text not null,
    amount_fen  bigint not null,
    document    text not null,
    made_on     date not null,
    made_by     bigint not null,
    office_name text not null,
    made_at     timestamptz not null,
    voided_at   timestamptz,
    void_reason text not null default '',
    constraint transfer_pk primary key (id),
    constraint transfer_project_exists foreign key (project_id) references project.projects (id),
    constraint transfer_amount_positive check (amount_fen > 0),
    constraint transfer_voided_has_reason check ((voided_at is null) = (void_reason = ''))
);
-- One document hands a project's money to a level once: a second click makes no second transfer.
create unique index transfer_once_a_document on project.transfers (project_id, to_level, document)
    where voided_at is null;

-- What the money is planned for.
create table project.budget_lines (
    id             bigint generated always as identity,
    project_id     bigint not null,
    title          text not null,
    purpose        text not null,
    amount_fen     bigint not null,
    contracted_fen bigint not null default 0,
    spent_fen      bigint not null default 0,
    created_at     timestamptz not null,
    constraint budget_line_pk primary key (id),
    constraint budget_line_project_exists foreign key (project_id) references project.projects (id),
    constraint budget_line_title_unique unique (project_id, title),
    constraint budget_line_amount_positive check (amount_fen > 0),
    constraint budget_line_nothing_negative check (least(contracted_fen, spent_fen) >= 0),
    constraint budget_line_not_overspent check (spent_fen <= amount_fen),
    constraint budget_line_not_overcontracted check (contracted_fen <= amount_fen)
);

-- Who carries the work out (承担单位).
create table project.implementers (
    id          bigint generated always as identity,
    project_id  bigint not null,
    name        text not null,
    role        text not null,
    constraint implementer_pk primary key (id),
    constraint implementer_project_exists foreign key (project_id) references project.projects (id),
    constraint implementer_name_unique unique (project_id, name)
);

create table project.contracts (
    id             bigint generated always as identity,
    project_id     bigint not null,
    line_id        bigint not null,
    implementer_id bigint not null,
    number         text not null,
    content        text not null,
    amount_fen     bigint not null,
    paid_fen       bigint not null default 0,
    signed_on      date not null,
    file_id        bigint,
    made_by        bigint not null,
    made_at        timestamptz not null,
    voided_at      timestamptz,
    void_reason    text not null default '',
    constraint contract_pk primary key (id),
    constraint contract_project_exists foreign key (project_id) references project.projects (id),
    constraint contract_line_exists foreign key (line_id) references project.budget_lines (id),
    constraint contract_implementer_exists foreign key (implementer_id) references project.implementers (id),
    constraint contract_amount_positive check (amount_fen > 0),
    constraint contract_not_overpaid check (paid_fen between 0 and amount_fen),
    constraint contract_voided_has_reason check ((voided_at is null) = (void_reason = ''))
);
create unique index contract_number_unique on project.contracts (project_id, number) where voided_at is null;
create index contracts_of_project on project.contracts (project_id, id);

create table project.vouchers (
    id             bigint generated always as identity,
    project_id     bigint not null,
    line_id        bigint not null,
    contract_id    bigint,
    account_number text not null,
    number         text not null,
    paid_on        date not null,
    payee          text not null,
    purpose        text not null,
    content        text not null,
    amount_fen     bigint not null,
    file_id        bigint,
    made_by        bigint not null,
    made_at        timestamptz not null,
    off_purpose    text not null default '',
    off_purpose_by text not null default '',
    off_purpose_at timestamptz,
    voided_at      timestamptz,
    void_reason    text not null default '',
    constraint voucher_pk primary key (id),
    constraint voucher_project_exists foreign key (project_id) references project.projects (id),
    constraint voucher_line_exists foreign key (line_id) references project.budget_lines (id),
    constraint voucher_contract_exists foreign key (contract_id) references project.contracts (id),
    constraint voucher_amount_positive check (amount_fen > 0),
    constraint voucher_off_purpose_has_reason check ((off_purpose_at is null) = (off_purpose = '')),
    constraint voucher_voided_has_reason check ((voided_at is null) = (void_reason = ''))
);
comment on column project.vouchers.off_purpose is 'why an inspection found that it was not spent for the project; empty for all others';
-- Nothing is paid twice on one voucher, in whichever project: also a reversed voucher keeps its number.
create unique index voucher_once on project.vouchers (account_number, number);
create index vouchers_of_project on project.vouchers (project_id, paid_on desc, id desc);
