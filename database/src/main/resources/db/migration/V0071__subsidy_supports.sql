-- Money that reaches a producer or base beside the claims of subsidies (扶持资金): loans with interest subsidy, agricultural
-- insurance, other programmes' money. Kept with what proves it, so that a year's support of an area can be told and the
-- same thing is not paid for twice.
create table subsidy.supports (
    id              bigint generated always as identity,
    kind            text not null,
    producer_id     bigint not null,
    producer_name   text not null,
    base_id         bigint,
    base_name       text not null default '',
    region_code     text collate "C" not null,
    title           text not null,
    provider        text not null,
    number          text not null,
    amount_fen      bigint not null,
    public_fen      bigint not null,
    from_on         date not null,
    to_on           date not null,
    year            int not null,
    basis           text not null default '',
    note            text not null default '',
    file_id         bigint,
    voided_on       date,
    voided_because  text not null default '',
    recorded_by     bigint not null,
    recorded_by_name text not null,
    office_name     text not null,
    recorded_at     timestamptz not null,
    demo            boolean not null default false,
    search          text not null generated always as (regexp_replace(lower(
        producer_name || ' ' || base_name || ' ' || title || ' ' || provider || ' ' || number), '(.)', '\1\1', 'g')) stored,
    constraint support_pk primary key (id),
    constraint support_kind_known check (kind in ('loan', 'insurance', 'programme')),
    constraint support_amount_positive check (amount_fen > 0),
    constraint support_public_share_within check (public_fen between 0 and amount_fen),
    constraint support_period_in_order check (to_on >= from_on),
    constraint support_voided_with_reason check ((voided_on is null) = (voided_because = ''))
);
comment on column subsidy.supports.number is 'of the loan contract, the policy or the document that grants it; once for each provider';
comment on column subsidy.supports.amount_fen is 'the loan''s principal, the sum insured, the programme''s money; in fen';
comment on column subsidy.supports.public_fen is 'of it or for it out of public money: interest subsidy, premium subsidy, programme funds; in fen';
comment on column subsidy.supports.year is 'of from_on: the year in which it counts';
comment on column subsidy.supports.basis is 'section of the document that it rests on';
create unique index support_once on subsidy.supports (kind, provider, number) where voided_on is null;
create index supports_latest on subsidy.supports (id desc);
create index supports_of_city on subsidy.supports (left(region_code, 4), id desc);
create index supports_of_county on subsidy.supports (left(region_code, 6), id desc);
create index supports_of_region on subsidy.supports (region_code, id desc);
create index supports_of_producer on subsidy.supports (producer_id, year);
create index supports_by_search on subsidy.supports using gin (search gin_trgm_ops);
create index supports_summed on subsidy.supports (year, region_code) include (kind, amount_fen, public_fen) where voided_on is null;
alter table exchange.uploads drop constraint upload_kind_known;
alter table exchange.uploads add constraint upload_kind_known
    check (kind in ('producers', 'bases', 'certificates', 'supports'));
