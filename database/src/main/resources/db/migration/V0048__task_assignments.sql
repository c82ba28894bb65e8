-- What a document asks offices to do, office by office and span by span (任务清单、责任清单), what an upper office asks for
-- besides (调度), and what is reported about it with its numbers and proofs. Whether something is late is told by its
-- day and state, and kept nowhere.
create schema task;

create table task.dispatches (
    id              bigint generated always as identity,
    form_key        text not null,
    kind            text not null,
    scheme_id       text not null,
    scheme_version  int not null,
    title           text not null,
    content         text not null default '',
    clauses         text[] not null,
    due_on          date,
    office_id       bigint not null,
    office_name     text not null,
    region_code     text collate "C" not null,
    created_by      bigint not null,
    created_by_name text not null,
    created_at      timestamptz not null,
    assignments     int not null default 0,
    demo            boolean not null default false,
    constraint dispatch_pk primary key (id),
    constraint dispatch_form_sent_once unique (form_key),
    constraint dispatch_kind_known check (kind in ('list', 'order')),
    constraint dispatch_order_has_day check (kind = 'list' or due_on is not null),
    constraint dispatch_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version)
);
comment on column task.dispatches.kind is 'list: a scheme''s tasks as they stand in the document; order: asked for by an upper office, resting on a clause';
create index dispatches_of_office on task.dispatches (office_id, id desc);

create table task.assignments (
    id             bigint generated always as identity,
    dispatch_id    bigint not null,
    scheme_id      text not null,
    scheme_version int not null,
    task_key       text not null,
    title          text not null,
    content        text not null default '',
    clauses        text[] not null,
    office_id      bigint not null,
    office_name    text not null,
    region_code    text collate "C" not null,
    cooperating    text not null default '',
    to_office_id   bigint,
    to_office_name text not null default '',
    span           text not null default '',
    span_year      int not null,
    from_on        date not null,
    due_on         date not null,
    due_by_office  boolean not null default false,
    asks           text[] not null default '{}',
    proofs         text[] not null default '{}',
    state          text not null default 'open',
    closed         boolean not null generated always as (state in ('done', 'cancelled')) stored,
    reported_on    date,
    reported_by    bigint,
    closed_on      date,
    revision       int not null default 1,
    demo           boolean not null default false,
    search         text not null generated always as (regexp_replace(lower(
        title || ' ' || office_name || ' ' || span), '(.)', '\1\1', 'g')) stored,
    constraint assignment_pk primary key (id),
    constraint assignment_dispatch_exists foreign key (dispatch_id) references task.dispatches (id),
    constraint assignment_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version),
    constraint assignment_state_known check (state in ('open', 'doing', 'reported', 'returned', 'done', 'cancelled')),
    constraint assignment_closed_has_day check ((state in ('done', 'cancelled')) = (closed_on is not null)),
    constraint assignment_reported_has_day check (state not in ('reported', 'returned', 'done') or reported_on is not null),
    constraint assignment_not_confirmed_by_itself check (to_office_id is distinct from office_id),
    constraint assignment_begins_before_due check (from_on <= due_on)
);
comment on column task.assignments.task_key is 'the task''s id in its scheme; d and the dispatch''s id where an office asked for it';
comment on column task.assignments.span is 'empty for once; 2026, 2026-Q4, 2026-11, 2026-W47';
comment on column task.assignments.to_office_id is 'who confirms what is reported; null where no office is above';
comment on column task.assignments.due_by_office is 'the document gives no day; the dispatching office set it';
comment on column task.assignments.search is 'each character doubled, for searches of two characters and more (V0020)';
-- The same task falls to an office once in a span; what was called off may be given out anew.
create unique index assignment_once_a_span on task.assignments (scheme_id, task_key, office_id, span) where state <> 'cancelled';
-- Lists: what is open first, what is due first.
create index assignments_of_office on task.assignments (office_id, closed, due_on, id);
create index assignments_of_city on task.assignments (left(region_code, 4), closed, due_on, id);
create index assignments_of_county on task.assignments (left(region_code, 6), closed, due_on, id);
create index assignments_by_due on task.assignments (closed, due_on, id);
create index assignments_of_task on task.assignments (scheme_id, task_key, region_code);
create index assignments_of_dispatch on task.assignments (dispatch_id);
create index assignments_to_confirm on task.assignments (to_office_id, due_on, id) where state = 'reported';
create index assignments_by_search on task.assignments using gin (search gin_trgm_ops);
-- The progress table is read from this index alone.
create index assignments_counted on task.assignments (region_code, scheme_id, span_year, task_key, state, due_on, from_on, office_id);

create table task.reports (
    id            bigint generated always as identity,
    assignment_id bigint not null,
    act           text not null,
    words         text not null,
    figures       jsonb not null default '{}',
    account_id    bigint not null,
    account_name  text not null,
    office_name   text not null,
    at            timestamptz not null,
    constraint report_pk primary key (id),
    constraint report_assignment_exists foreign key (assignment_id) references task.assignments (id),
    constraint report_act_known check (act in ('progress', 'report', 'confirm', 'return', 'cancel'))
);
create index reports_of_assignment on task.reports (assignment_id, id);

-- The numbers as reported last: what is summed up over places.
create table task.figures (
    assignment_id bigint not null,
    title         text not null,
    unit          text not null default '',
    amount        numeric(14, 2) not null,
    region_code   text collate "C" not null,
    scheme_id     text not null,
    task_key      text not null,
    span_year     int not null,
    confirmed     boolean not null default false,
    constraint figure_pk primary key (assignment_id, title),
    constraint figure_assignment_exists foreign key (assignment_id) references task.assignments (id),
    constraint figure_not_negative check (amount >= 0),
    constraint figure_not_absurd check (amount <= 10000000)
);
create index figures_summed on task.figures (scheme_id, span_year, region_code) include (task_key, title, unit, amount, confirmed);

create table task.proofs (
    id            bigint generated always as identity,
    assignment_id bigint not null,
    title         text not null,
    file_id       bigint not null,
    added_by      bigint not null,
    added_at      timestamptz not null,
    sent          boolean not null default false,
    constraint proof_pk primary key (id),
    constraint proof_assignment_exists foreign key (assignment_id) references task.assignments (id)
);
comment on column task.proofs.sent is 'reported with: can no longer be taken away';
create index proofs_of_assignment on task.proofs (assignment_id, id);
