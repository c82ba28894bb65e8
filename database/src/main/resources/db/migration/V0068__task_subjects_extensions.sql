-- A task may be for each base (product, producer, site) of the catalogue, arise only where a fact holds, be shown done by
-- facts, and be announced so many working days before its day, as schemes say. Its day may be moved with a reason
-- (延期), asked for below and granted above. Answers to rectification carry files.
alter table task.assignments
    add column subject_kind  text not null default '',
    add column subject_id    text not null default '',
    add column subject_title text not null default '',
    add column remind        int[] not null default '{}',
    add column remind_on     date,
    add column by_facts      boolean not null default false,
    add column first_due_on  date,
    add constraint assignment_subject_whole check ((subject_kind = '') = (subject_id = '')),
    add constraint assignment_reminded_before_due check (remind_on is null or remind_on <= due_on),
    add constraint assignment_extended_forward check (first_due_on is null or first_due_on < due_on);
comment on column task.assignments.subject_kind is 'base, product … of the catalogue that the task is for; empty for the place as such';
comment on column task.assignments.remind_on is 'first day of reminders: so many working days before the day on which it is due';
comment on column task.assignments.by_facts is 'the scheme says which facts show it done: looked at each night';
comment on column task.assignments.first_due_on is 'its day before it was extended';
drop index task.assignment_once_a_span;
create unique index assignment_once_a_span on task.assignments (scheme_id, task_key, office_id, span, subject_kind, subject_id)
    where state <> 'cancelled';
-- What the night looks at.
create index assignments_by_facts on task.assignments (id) where by_facts and state in ('open', 'doing', 'returned');
create index assignments_of_subject on task.assignments (subject_kind, subject_id) where subject_kind <> '';

alter table task.assignments drop column search;
alter table task.assignments add column search text not null generated always as (regexp_replace(lower(
    title || ' ' || subject_title || ' ' || office_name || ' ' || span), '(.)', '\1\1', 'g')) stored;
comment on column task.assignments.search is 'each character doubled, for searches of two characters and more (V0020)';
create index assignments_by_search on task.assignments using gin (search gin_trgm_ops);

alter table task.dispatches add column ordered jsonb;
comment on column task.dispatches.ordered is 'the list as it was given out, so that bases listed later and facts that come true later get their tasks';
create index dispatches_going_on on task.dispatches (id) where ordered is not null;

alter table task.reports drop constraint report_act_known;
alter table task.reports add constraint report_act_known
    check (act in ('progress', 'report', 'confirm', 'return', 'cancel', 'facts', 'extend', 'grant', 'refuse'));

create table task.extensions (
    id              bigint generated always as identity,
    assignment_id   bigint not null,
    region_code     text collate "C" not null,
    from_day        date not null,
    wanted_on       date not null,
    reason          text not null,
    asked_by        bigint not null,
    asked_by_name   text not null,
    asked_on        date not null,
    office_id       bigint not null,
    office_name     text not null,
    state           text not null default 'asked',
    granted_to      date,
    words           text not null default '',
    decided_by_name text not null default '',
    decided_on      date,
    demo            boolean not null default false,
    constraint extension_pk primary key (id),
    constraint extension_assignment_exists foreign key (assignment_id) references task.assignments (id),
    constraint extension_state_known check (state in ('asked', 'granted', 'refused')),
    constraint extension_later_than_the_day check (wanted_on > from_day and granted_to > from_day),
    constraint extension_decided_has_day check ((state = 'asked') = (decided_on is null)),
    constraint extension_granted_has_day check ((state = 'granted') = (granted_to is not null))
);
comment on table task.extensions is 'asked for by the office that has the task, granted or refused by the one that confirms it';
create unique index extension_asked_once on task.extensions (assignment_id) where state = 'asked';
create index extensions_of_assignment on task.extensions (assignment_id, id);
create index extensions_to_decide on task.extensions (office_id) where state = 'asked';

create table task.supervision_files (
    id             bigint generated always as identity,
    supervision_id bigint not null,
    file_id        bigint not null,
    sent           boolean not null default false,
    added_by       bigint not null,
    added_at       timestamptz not null,
    constraint supervision_file_pk primary key (id),
    constraint supervision_file_supervision_exists foreign key (supervision_id) references task.supervisions (id)
);
comment on column task.supervision_files.sent is 'answered with: can no longer be taken away';
create index supervision_files_of on task.supervision_files (supervision_id, id);
