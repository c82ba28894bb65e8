-- Rule data change by releases (规则数据的批次): somebody hands in an official table, another person approves it with a
-- reason and a day of force, and from that day the rules are the rows that are in by then and not out again. Rows are
-- never changed: one that differs goes out with the release that brings its successor, so the book of any day can be
-- opened again.
alter table standard.releases
    add column in_force_from date not null default '2026-11-01',
    add column table_code text,
    add column whole boolean not null default false,
    add column approved_at timestamptz,
    add constraint release_whole_of_a_table check (table_code is not null or not whole);
alter table standard.releases alter column in_force_from drop default;
comment on column standard.releases.in_force_from is 'never before the day of the release before it';
comment on column standard.releases.whole is 'rows of the table that the file did not have went out';

alter table standard.products
    drop constraint product_pk,
    add column id int generated always as identity,
    add column ended_by int,
    add constraint product_pk primary key (id),
    add constraint product_ending_exists foreign key (ended_by) references standard.releases (id),
    add constraint product_ends_later check (ended_by > release_id);
create unique index product_once_in_force on standard.products (kind, registration, crop) where ended_by is null;

alter table standard.restrictions
    add column ended_by int,
    add constraint restriction_ending_exists foreign key (ended_by) references standard.releases (id),
    add constraint restriction_ends_later check (ended_by > release_id);
create index restrictions_in_force on standard.restrictions (kind, substance, measure, scope) where ended_by is null;

alter table standard.intervals
    add column ended_by int,
    add constraint interval_ending_exists foreign key (ended_by) references standard.releases (id),
    add constraint interval_ends_later check (ended_by > release_id);
create index intervals_in_force on standard.intervals (kind, printed, formulation, place, rule) where ended_by is null;

alter table standard.residue_limits
    add column ended_by int,
    add constraint residue_limit_ending_exists foreign key (ended_by) references standard.releases (id),
    add constraint residue_limit_ends_later check (ended_by > release_id);
create index residue_limits_in_force on standard.residue_limits (standard, printed, food) where ended_by is null;

-- What organic and green production may use (允许使用名单): the standards' annexes, brought by an operator.
create table standard.permitted_inputs (
    id            int generated always as identity,
    list          text not null,
    category      text not null,
    name          text not null,
    conditions    text not null default '',
    standard      text not null,
    valid_from    date not null,
    valid_to      date,
    source        text not null,
    release_id    int not null,
    ended_by      int,
    constraint permitted_input_pk primary key (id),
    constraint permitted_input_list_known check (list in ('organic', 'green')),
    constraint permitted_input_valid_in_order check (valid_to >= valid_from),
    constraint permitted_input_release_exists foreign key (release_id) references standard.releases (id),
    constraint permitted_input_ending_exists foreign key (ended_by) references standard.releases (id),
    constraint permitted_input_ends_later check (ended_by > release_id)
);
create unique index permitted_input_once_in_force on standard.permitted_inputs (list, category, name, standard) where ended_by is null;

create table standard.proposals (
    id             bigint generated always as identity,
    table_code     text not null,
    whole          boolean not null,
    file_name      text not null,
    content        bytea not null,
    document       text not null default '',
    base_release   int not null,
    rows           int not null,
    faulty         int not null,
    added          int not null default 0,
    changed        int not null default 0,
    ended          int not null default 0,
    same           int not null default 0,
    notes          text not null default '',
    replay         jsonb,
    state          text not null default 'draft',
    region_code    text collate "C" not null,
    office_name    text not null,
    created_by     bigint not null,
    created_by_name text not null,
    created_at     timestamptz not null,
    handed_in_at   timestamptz,
    decided_by     bigint,
    decided_by_name text,
    decided_office text,
    decided_at     timestamptz,
    reason         text not null default '',
    in_force_from  date,
    release_id     int,
    demo           boolean not null default false,
    constraint proposal_pk primary key (id),
    constraint proposal_state_known check (state in ('draft', 'open', 'approved', 'refused', 'withdrawn')),
    constraint proposal_base_exists foreign key (base_release) references standard.releases (id),
    constraint proposal_release_exists foreign key (release_id) references standard.releases (id),
    constraint proposal_faulty_stays_draft check (faulty = 0 or state in ('draft', 'withdrawn')),
    constraint proposal_decided_by_another check (decided_by <> created_by),
    constraint proposal_decided_with_reason check ((state in ('approved', 'refused')) = (decided_by is not null)
        and (decided_by is null or reason <> '')),
    constraint proposal_approved_has_release check ((state = 'approved') = (release_id is not null)
        and (state = 'approved') = (in_force_from is not null))
);
comment on column standard.proposals.replay is 'which answers on file and on the sample questions would change';
create index proposals_latest on standard.proposals (id desc) where state <> 'withdrawn';

-- The difference between the book and the table handed in, row by row; faults of the table, row by row.
create table standard.proposal_changes (
    proposal_id bigint not null,
    line        int not null,
    change      text not null,
    key         text not null,
    before      jsonb,
    after       jsonb,
    constraint proposal_change_pk primary key (proposal_id, line),
    constraint proposal_change_known check (change in ('added', 'changed', 'ended')),
    constraint proposal_change_has_sides check ((before is null) = (change = 'added') and (after is null) = (change = 'ended')),
    constraint proposal_change_proposal_exists foreign key (proposal_id) references standard.proposals (id)
);
create index proposal_changes_of_a_kind on standard.proposal_changes (proposal_id, change, line);

create table standard.proposal_faults (
    proposal_id bigint not null,
    line        int not null,
    sheet_row   int not null,
    cell_column text not null,
    title       text not null,
    sentence    text not null,
    constraint proposal_fault_pk primary key (proposal_id, line),
    constraint proposal_fault_proposal_exists foreign key (proposal_id) references standard.proposals (id)
);
