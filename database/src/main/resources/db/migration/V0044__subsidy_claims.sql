-- Claims for subsidies (补助申请): what somebody claims under a scheme's rules, for which item, what it comes to and which
-- level pays how much. A claim travels its scheme's procedure as a case; here stand its money and what caps and
-- duplicates are judged by.
create schema subsidy;

create sequence subsidy.claim_numbers;

create table subsidy.claims (
    id             bigint generated always as identity,
    number         text not null,
    scheme_id      text not null,
    scheme_version int not null,
    procedure_id   text not null,
    producer_id    bigint not null,
    producer_name  text not null,
    title          text not null default '',
    region_code    text collate "C" not null,
    claimed_on     date not null,
    claim_year     int not null,
    facts          jsonb not null default '{}',
    committed      boolean not null default false,
    state          text not null default 'draft',
    changed        boolean not null default false,
    case_id        bigint,
    case_number    text,
    stage_title    text not null default '',
    returned       boolean not null default false,
    total_fen      bigint not null default 0,
    national_fen   bigint not null default 0,
    province_fen   bigint not null default 0,
    city_fen       bigint not null default 0,
    county_fen     bigint not null default 0,
    township_fen   bigint not null default 0,
    village_fen    bigint not null default 0,
    paid_on        date,
    created_by     bigint not null,
    created_at     timestamptz not null,
    submitted_at   timestamptz,
    updated_at     timestamptz not null,
    revision       int not null default 1,
    demo           boolean not null default false,
    search         text not null generated always as (regexp_replace(lower(
        producer_name || ' ' || number || ' ' || title || ' ' || coalesce(case_number, '')), '(.)', '\1\1', 'g')) stored,
    constraint claim_pk primary key (id),
    constraint claim_number_unique unique (number),
    constraint claim_state_known check (state in ('draft', 'open', 'payable', 'paid', 'refused', 'withdrawn')),
    constraint claim_handed_in_has_case check ((state = 'draft') = (case_id is null)),
    constraint claim_paid_has_day check ((state = 'paid') = (paid_on is not null)),
    constraint claim_year_of_its_day check (claim_year = extract(year from claimed_on)),
    constraint claim_levels_add_up check (
        total_fen = national_fen + province_fen + city_fen + county_fen + township_fen + village_fen),
    constraint claim_nothing_negative check (least(
        national_fen, province_fen, city_fen, county_fen, township_fen, village_fen) >= 0),
    constraint claim_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version)
);
comment on column subsidy.claims.changed is 'while returned: what is entered differs from what was handed in last';
comment on column subsidy.claims.claimed_on is 'the day as of which it is judged: when it was handed in last, or, for a draft, when it was opened';
comment on column subsidy.claims.search is 'each character doubled, for searches of two characters and more (V0020)';
create index claims_of_city on subsidy.claims (left(region_code, 4), id desc);
create index claims_of_county on subsidy.claims (left(region_code, 6), id desc);
create index claims_by_region on subsidy.claims (region_code, id desc);
create index claims_of_producer on subsidy.claims (producer_id, id desc);
create index claims_by_search on subsidy.claims using gin (search gin_trgm_ops);
create unique index claim_of_case on subsidy.claims (case_id);
-- The sums of lists and payment lists are read from this index alone.
create index claims_summed on subsidy.claims (region_code, scheme_id, claim_year, state)
    include (total_fen, national_fen, province_fen, city_fen, county_fen, township_fen, village_fen);
-- What is to be paid or was paid, in the order of the payment list.
create index claims_to_pay on subsidy.claims (scheme_id, claim_year, state, region_code, id) where state in ('payable', 'paid');

create table subsidy.lines (
    claim_id    bigint not null,
    line        int not null,
    rule        text not null,
    item_group  text not null,
    item_id     text not null default '',
    item_title  text not null default '',
    base_id     bigint,
    facts       jsonb not null default '{}',
    -- As judged when it was handed in; before that as last looked at.
    same        text,
    quantity    numeric,
    unit        text not null default '',
    working     text not null default '',
    full_fen    bigint not null default 0,
    granted_fen bigint not null default 0,
    cuts        jsonb not null default '[]',
    paid_by     jsonb not null default '{}',
    known       jsonb not null default '[]',
    -- What later claims ask for; the same as the claim's.
    spoken_for  boolean not null default false,
    scheme_id   text not null,
    producer_id bigint not null,
    claimed_on  date not null,
    region_code text collate "C" not null,
    constraint line_pk primary key (claim_id, line),
    constraint line_claim_exists foreign key (claim_id) references subsidy.claims (id) on delete cascade,
    constraint line_cut_not_raised check (granted_fen between 0 and full_fen)
);
comment on column subsidy.lines.item_group is 'certification, award, place … What has the same number within a group is the same thing in every scheme; bases and sites are places';
comment on column subsidy.lines.spoken_for is 'handed in and neither refused nor withdrawn: counts for caps and duplicates';
create index lines_of_item on subsidy.lines (item_group, item_id) where spoken_for;
create index lines_of_producer on subsidy.lines (producer_id, scheme_id) where spoken_for;
create index lines_of_county on subsidy.lines (scheme_id, left(region_code, 6), rule) include (granted_fen, claimed_on, producer_id) where spoken_for;

create table subsidy.documents (
    id       bigint generated always as identity,
    claim_id bigint not null,
    title    text not null,
    file_id  bigint not null,
    sent     boolean not null default false,
    added_by bigint not null,
    added_at timestamptz not null,
    constraint document_pk primary key (id),
    constraint document_claim_exists foreign key (claim_id) references subsidy.claims (id) on delete cascade
);
comment on column subsidy.documents.sent is 'handed in with the case';
create index documents_of_claim on subsidy.documents (claim_id, id);
