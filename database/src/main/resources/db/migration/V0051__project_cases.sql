-- The case in which a project is applied for or evaluated last, so that its page and lists say where it stands without
-- asking the procedures.
alter table project.projects
    add column case_id         bigint,
    add column procedure_title text not null default '',
    add column stage_title     text not null default '',
    add column closed_on       date,
    add constraint project_closed_has_day check ((state = 'closed') = (closed_on is not null));
create unique index project_of_case on project.projects (case_id);
