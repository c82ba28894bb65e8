-- What follows when tasks are late: circulars that name who (通报), letters, interviews and rectification with a date
-- (督办函、约谈、限期整改). And who sits in the groups that documents ask for (名册), with their history.
create table task.circulars (
    id                bigint generated always as identity,
    form_key          text not null,
    year              int not null,
    number            int not null,
    scheme_id         text not null,
    scheme_version    int not null,
    clause            text not null,
    title             text not null,
    words             text not null,
    as_of             date not null,
    region_code       text collate "C" not null,
    office_id         bigint not null,
    office_name       text not null,
    published_by      bigint not null,
    published_by_name text not null,
    published_at      timestamptz not null,
    demo              boolean not null default false,
    constraint circular_pk primary key (id),
    constraint circular_form_sent_once unique (form_key),
    constraint circular_number_unique unique (office_id, year, number),
    constraint circular_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version)
);
comment on column task.circulars.region_code is 'the area of the office that published it: read by all within, and above';
create index circulars_by_region on task.circulars (region_code, id desc);

-- As they stood on the day: what was late, and whose it was.
create table task.circular_lines (
    circular_id   bigint not null,
    line          int not null,
    assignment_id bigint not null,
    title         text not null,
    span          text not null,
    office_id     bigint not null,
    office_name   text not null,
    region_code   text collate "C" not null,
    due_on        date not null,
    days_late     int not null,
    constraint circular_line_pk primary key (circular_id, line),
    constraint circular_line_circular_exists foreign key (circular_id) references task.circulars (id),
    constraint circular_line_was_late check (days_late > 0)
);

create table task.supervisions (
    id              bigint generated always as identity,
    form_key        text not null,
    kind            text not null,
    assignment_id   bigint,
    scheme_id       text not null,
    scheme_version  int not null,
    clause          text not null,
    title           text not null,
    words           text not null,
    office_id       bigint not null,
    office_name     text not null,
    region_code     text collate "C" not null,
    by_office_id    bigint not null,
    by_office_name  text not null,
    held_on         date,
    attended        text not null default '',
    agreed          text not null default '',
    due_on          date,
    state           text not null,
    answer          text not null default '',
    answered_by     bigint,
    answered_on     date,
    closing         text not null default '',
    closed_on       date,
    created_by      bigint not null,
    created_by_name text not null,
    created_on      date not null,
    revision        int not null default 1,
    demo            boolean not null default false,
    constraint supervision_pk primary key (id),
    constraint supervision_form_sent_once unique (form_key),
    constraint supervision_kind_known check (kind in ('letter', 'interview', 'rectification')),
    constraint supervision_state_known check (state in ('open', 'answered', 'closed')),
    constraint supervision_rectification_has_day check (kind <> 'rectification' or due_on is not null),
    constraint supervision_interview_is_told check (kind <> 'interview' or (held_on is not null and attended <> '' and agreed <> '')),
    constraint supervision_not_of_itself check (office_id <> by_office_id),
    constraint supervision_open_has_day check (state = 'closed' or due_on is not null),
    constraint supervision_closed_has_day check ((state = 'closed') = (closed_on is not null)),
    constraint supervision_assignment_exists foreign key (assignment_id) references task.assignments (id),
    constraint supervision_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version)
);
comment on column task.supervisions.due_on is 'until when the office mends it and answers; without, it is only recorded';
create index supervisions_of_city on task.supervisions (left(region_code, 4), id desc);
create index supervisions_of_county on task.supervisions (left(region_code, 6), id desc);
create index supervisions_by_region on task.supervisions (region_code, id desc);
-- What waits on the workbench.
create index supervisions_to_mend on task.supervisions (office_id) where state = 'open';
create index supervisions_to_close on task.supervisions (by_office_id) where state = 'answered';
create index supervisions_of_assignment on task.supervisions (assignment_id) where assignment_id is not null;

create table task.roster_members (
    id             bigint generated always as identity,
    scheme_id      text not null,
    scheme_version int not null,
    roster_id      text not null,
    roster_title   text not null,
    region_code    text collate "C" not null,
    role           text not null,
    name           text not null,
    post           text not null default '',
    office_name    text not null default '',
    phone          text not null default '',
    account_id     bigint,
    valid_from     date not null,
    valid_to       date,
    ended_because  text not null default '',
    added_by       bigint not null,
    added_at       timestamptz not null,
    demo           boolean not null default false,
    constraint roster_member_pk primary key (id),
    constraint roster_member_ends_after_begin check (valid_to is null or valid_to >= valid_from),
    constraint roster_member_end_has_reason check ((valid_to is null) = (ended_because = '')),
    constraint roster_member_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version)
);
comment on column task.roster_members.valid_to is 'the last day; members are ended, never deleted';
create unique index roster_member_once on task.roster_members (scheme_id, roster_id, region_code, name) where valid_to is null;
create index roster_members_of_city on task.roster_members (left(region_code, 4), region_code, scheme_id, roster_id, id);
create index roster_members_of_county on task.roster_members (left(region_code, 6), region_code, scheme_id, roster_id, id);
create index roster_members_by_region on task.roster_members (region_code, scheme_id, roster_id, id);
