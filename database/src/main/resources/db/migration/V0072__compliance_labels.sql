-- Pre-printed labels (预印标签): whoever has no printer takes a roll with codes to the field and says afterwards which batch
-- they stand for. A label is a code and a serial number, written once. What became of it is kept for ranges of numbers:
-- in stock, handed to a producer, activated, lost, spoiled. No number lies in two ranges.
create table compliance.label_orders (
    id            bigint generated always as identity,
    form_id       uuid not null,
    account_id    bigint not null,
    office        text not null,
    producer_id   bigint,
    producer_name text not null default '',
    region_code   text collate "C" not null,
    size          text not null,
    first_no      bigint not null,
    last_no       bigint not null,
    ordered_at    timestamptz not null,
    ordered_by    text not null,
    drawn_at      timestamptz,
    job_id        bigint,
    demo          boolean not null default false,
    constraint label_order_pk primary key (id),
    constraint label_order_form_sent_once unique (form_id),
    constraint label_order_numbers_once unique (first_no),
    constraint label_order_size_known check (size in ('60x40', '40x30', 'sheet')),
    constraint label_order_not_empty check (first_no > 0 and last_no >= first_no)
);
comment on column compliance.label_orders.producer_id is 'who ordered for itself; null where an office ordered for its producers';
comment on column compliance.label_orders.drawn_at is 'when its codes were drawn; null before';
create index label_orders_of_region on compliance.label_orders (region_code, id desc);
create index label_orders_of_producer on compliance.label_orders (producer_id, id desc);

create table compliance.labels (
    code text collate "C" not null,
    no   bigint not null,
    constraint label_pk primary key (code),
    constraint label_number_once unique (no)
);

create table compliance.label_ranges (
    id            bigint generated always as identity,
    order_id      bigint not null,
    first_no      bigint not null,
    last_no       bigint not null,
    state         text not null,
    producer_id   bigint,
    producer_name text not null default '',
    region_code   text collate "C" not null,
    activated_on  date,
    run_id        bigint,
    product       text not null default '',
    reason        text not null default '',
    changed_at    timestamptz not null,
    changed_by    text not null,
    demo          boolean not null default false,
    constraint label_range_pk primary key (id),
    constraint label_range_of_order foreign key (order_id) references compliance.label_orders (id),
    constraint label_range_not_empty check (last_no >= first_no),
    constraint label_range_state_known check (state in ('stock', 'handed', 'active', 'lost', 'spoiled')),
    constraint label_range_active_has_day check ((state = 'active') = (activated_on is not null) and (state = 'active') = (run_id is not null)),
    constraint label_range_held_by_somebody check (state not in ('handed', 'active') or producer_id is not null),
    constraint label_range_loss_has_reason check ((state in ('lost', 'spoiled')) = (reason <> '')),
    constraint label_range_never_overlaps exclude using gist (int8range(first_no, last_no, '[]') with &&)
);
comment on column compliance.label_ranges.activated_on is 'day of issue of its certificates, which names their partition';
create index label_ranges_by_number on compliance.label_ranges (first_no desc);
create index label_ranges_of_producer on compliance.label_ranges (producer_id, first_no desc);
create index label_ranges_of_region on compliance.label_ranges (region_code, first_no desc);
create index label_ranges_of_order on compliance.label_ranges (order_id);
create index label_ranges_of_run on compliance.label_ranges (run_id) where run_id is not null;

alter table compliance.run_lines add column first_no bigint;
comment on column compliance.run_lines.first_no is 'of the pre-printed labels that it activates; null where codes are drawn anew';

alter table compliance.commitments drop constraint commitment_form_known;
alter table compliance.commitments add constraint commitment_form_known
    check (form in ('electronic', 'printed', 'handwritten', 'label'));

insert into compliance.settings (key, value, title, source) values
    ('most-labels-in-order', 100000, '预印标签一次最多订多少张', '平台默认');

revoke update, delete on compliance.labels from nongyou_app;
