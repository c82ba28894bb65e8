-- Photographs and records of a check of a base (检查附件). What was there when the check was recorded stays.
create table base.visit_files (
    id            bigint generated always as identity,
    visit_id      bigint not null,
    file_id       bigint not null,
    kept          boolean not null default false,
    added_by_name text not null,
    added_at      timestamptz not null,
    constraint visit_file_pk primary key (id),
    constraint visit_file_visit_exists foreign key (visit_id) references base.visits (id)
);
comment on column base.visit_files.kept is 'the check was recorded with it, or it was added afterwards: it can no longer be taken away';
create index visit_files_of on base.visit_files (visit_id, id);
