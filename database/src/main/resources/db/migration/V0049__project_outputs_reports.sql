-- What a project brings about, with proof; the reports that it owes, one row for each span from its first day on, so
-- that what is late is read from an index and not reckoned; and its archive of files and photos.
create table project.outputs (
    id          bigint generated always as identity,
    project_id  bigint not null,
    fact        text not null,
    happened_on date not null,
    amount      numeric(12, 2) not null,
    title       text not null,
    file_id     bigint not null,
    made_by     bigint not null,
    made_at     timestamptz not null,
    voided_at   timestamptz,
    voided_by   text not null default '',
    void_reason text not null default '',
    constraint output_pk primary key (id),
    constraint output_project_exists foreign key (project_id) references project.projects (id),
    constraint output_voided_has_reason check ((voided_at is null) = (void_reason = ''))
);
comment on column project.outputs.fact is 'the fact that it adds to, such as project.trained';
-- The same thing is counted once: a second click counts nothing.
create unique index output_once on project.outputs (project_id, fact, happened_on, title) where voided_at is null;

create table project.reports (
    id             bigint generated always as identity,
    scheme_id      text not null,
    scheme_version int not null,
    task           text not null,
    project_id     bigint,
    title          text not null,
    region_code    text collate "C" not null,
    span           text not null,
    begins_on      date not null,
    ends_on        date not null,
    due_on         date not null,
    remind_on      date not null,
    state          text not null default 'due',
    fields         jsonb not null default '{}',
    figures        jsonb not null default '{}',
    filed_on       date,
    filed_at       timestamptz,
    filed_by       text not null default '',
    answered_by    text not null default '',
    answer         text not null default '',
    revision       int not null default 1,
    demo           boolean not null default false,
    constraint report_pk primary key (id),
    constraint report_project_exists foreign key (project_id) references project.projects (id),
    constraint report_state_known check (state in ('due', 'filed', 'returned', 'accepted')),
    constraint report_filed_has_day check ((state = 'due') = (filed_on is null)),
    constraint report_days_in_order check (begins_on <= ends_on and remind_on <= due_on)
);
comment on column project.reports.project_id is 'null for what a city owes for all its projects together';
comment on column project.reports.filed_on is 'the first time: what was returned and mended does not become late by it';
create unique index report_once_a_span on project.reports (scheme_id, task, coalesce(project_id, 0), region_code, span);
create index reports_of_project on project.reports (project_id, due_on);
-- What is owed, the longest owed first, for a city and for a county.
create index reports_owed_in_city on project.reports (left(region_code, 4), due_on, id) where state in ('due', 'returned');
create index reports_owed_in_county on project.reports (left(region_code, 6), due_on, id) where state in ('due', 'returned');
create index reports_owed on project.reports (due_on, id) where state in ('due', 'returned');
create index reports_filed on project.reports (region_code, due_on, id) where state = 'filed';
create index reports_in_order on project.reports (left(region_code, 4), due_on desc, id desc);
create index reports_in_order_of_county on project.reports (left(region_code, 6), due_on desc, id desc);
create index reports_in_order_of_all on project.reports (due_on desc, id desc);

create table project.archive (
    id          bigint generated always as identity,
    project_id  bigint not null,
    task        text not null default '',
    title       text not null,
    taken_on    date not null,
    file_id     bigint not null,
    added_by    text not null,
    added_at    timestamptz not null,
    voided_at   timestamptz,
    void_reason text not null default '',
    constraint archive_pk primary key (id),
    constraint archive_project_exists foreign key (project_id) references project.projects (id),
    constraint archive_voided_has_reason check ((voided_at is null) = (void_reason = ''))
);
comment on column project.archive.task is 'the scheme''s task for which it is proof; empty for anything else';
create index archive_of_project on project.archive (project_id, id desc);
