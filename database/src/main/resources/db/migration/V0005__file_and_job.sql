-- Uploaded and produced files (附件) and long work with progress (任务). A file's bytes lie outside the database and
-- outside the web root, named by their hash.
create schema file;

create table file.files (
    id          bigint generated always as identity,
    sha256      text not null,
    size        bigint not null,
    media_type  text not null,
    name        text not null,
    region_code text collate "C" not null,
    producer_id bigint,
    uploaded_by bigint not null,
    uploaded_at timestamptz not null default now(),
    public      boolean not null default false,
    constraint file_pk primary key (id),
    constraint file_hash_format check (sha256 ~ '^[0-9a-f]{64}$'),
    constraint file_size_positive check (size > 0)
);
create index files_by_hash on file.files (sha256);

create schema job;

create table job.jobs (
    id               bigint generated always as identity,
    kind             text not null,
    title            text not null,
    account_id       bigint not null,
    region_code      text collate "C" not null,
    parameters       jsonb not null,
    state            text not null default 'waiting',
    done             bigint not null default 0,
    total            bigint,
    message          text,
    result           jsonb,
    result_file_id   bigint,
    cancel_requested boolean not null default false,
    created_at       timestamptz not null default now(),
    finished_at      timestamptz,
    constraint job_pk primary key (id),
    constraint job_state_known check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    constraint job_result_file_exists foreign key (result_file_id) references file.files (id)
);
create index jobs_of_account on job.jobs (account_id, id desc);

-- The table of db-scheduler.
create table job.scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    state                text,
    constraint scheduled_task_pk primary key (task_name, task_instance)
);
create index scheduled_tasks_due on job.scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on job.scheduled_tasks (last_heartbeat);
