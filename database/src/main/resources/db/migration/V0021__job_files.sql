-- What a job reads and makes: an uploaded table, an export, a list of errors. They are private to the person who
-- started the job, live for seven days, and lie in the database, so that whichever node runs the job finds them.
-- Official files stay with module file, which is why the reference to it goes.
alter table job.jobs
    drop column result_file_id,
    add column checkpoint text,
    add column started_at timestamptz;
comment on column job.jobs.checkpoint is 'how far a job that may be resumed has come; written in the transaction of the work';

create table job.files (
    id         bigint generated always as identity,
    job_id     bigint not null,
    purpose    text not null,
    name       text not null,
    media_type text not null,
    content    bytea not null,
    created_at timestamptz not null default now(),
    constraint job_file_pk primary key (id),
    constraint job_file_once unique (job_id, purpose),
    constraint job_file_purpose_known check (purpose in ('input', 'result')),
    constraint job_file_job_exists foreign key (job_id) references job.jobs (id) on delete cascade
);
-- Already compressed.
alter table job.files alter column content set storage external;
create index job_files_by_time on job.files (created_at);
