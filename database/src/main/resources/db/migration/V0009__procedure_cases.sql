-- Cases (申报件) that travel a scheme's procedure. The acts are the record, kept for ever; the row in cases is their
-- result, kept for lists.
create schema procedure;

create sequence procedure.case_numbers;

create table procedure.cases (
    id               bigint generated always as identity,
    number           text not null,
    scheme_id        text not null,
    scheme_version   int not null,
    procedure_id     text not null,
    kind             text,
    level            text,
    class_id         text,
    subject_kind     text not null,
    subject_id       text not null,
    title            text not null,
    producer_id      bigint,
    producer_name    text not null default '',
    region_code      text collate "C" not null,
    stage            text not null,
    stage_title      text not null,
    state            text not null default 'open',
    outcome          text,
    acting_office_id bigint,
    with_applicant   boolean not null default false,
    entered_stage_at timestamptz not null default now(),
    due_on           date,
    notice_id        bigint,
    form             jsonb not null default '{}',
    saved_at         timestamptz,
    revision         int not null default 1,
    created_by       bigint not null,
    created_office   bigint,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    demo             boolean not null default false,
    constraint case_pk primary key (id),
    constraint case_number_unique unique (number),
    constraint case_state_known check (state in ('open', 'ended')),
    constraint case_ended_has_outcome check ((state = 'ended') = (outcome is not null)),
    constraint case_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version)
);
create index cases_by_time on procedure.cases (id desc);
create index cases_of_city on procedure.cases (left(region_code, 4), id desc);
create index cases_of_county on procedure.cases (left(region_code, 6), id desc);
create index cases_by_region on procedure.cases (region_code, id desc);
create index cases_to_do on procedure.cases (acting_office_id, due_on nulls last, id) where state = 'open';
create index cases_of_producer on procedure.cases (producer_id, id desc);
create index cases_of_subject on procedure.cases (subject_kind, subject_id, id desc);
create index cases_of_stage on procedure.cases (stage, id desc);
create index cases_by_title on procedure.cases using gin (title gin_trgm_ops);
create index cases_in_publicity on procedure.cases (notice_id) where notice_id is not null;
-- One open case for a subject, kind and level: a second application waits for the first to end.
create unique index case_open_once on procedure.cases (scheme_id, procedure_id, subject_kind, subject_id) where state = 'open';

create table procedure.acts (
    id           bigint generated always as identity,
    case_id      bigint not null,
    seq          int not null,
    act          text not null,
    from_stage   text not null,
    to_stage     text not null,
    actor_id     bigint not null,
    actor_name   text not null,
    office_id    bigint,
    office_name  text not null,
    recorded_for text,
    opinion      text not null default '',
    details      jsonb not null default '{}',
    happened_at  timestamptz not null default now(),
    constraint act_pk primary key (id),
    constraint act_in_order unique (case_id, seq),
    constraint act_case_exists foreign key (case_id) references procedure.cases (id),
    constraint act_known check (act in ('start', 'submit', 'pass', 'return', 'reject', 'withdraw', 'uphold', 'adopt', 'conclude'))
);
comment on column procedure.acts.recorded_for is 'the outer body whose act the office entered, such as the ministry';
create index acts_of_actor on procedure.acts (actor_id, id desc);
create index acts_of_office on procedure.acts (office_id, id desc);
revoke update, delete, truncate on procedure.acts from nongyou_app;

create table procedure.documents (
    id       bigint generated always as identity,
    case_id  bigint not null,
    stage    text not null,
    need     text not null,
    file_id  bigint not null,
    added_by bigint not null,
    added_at timestamptz not null default now(),
    constraint document_pk primary key (id),
    constraint document_case_exists foreign key (case_id) references procedure.cases (id)
);
create index documents_of_case on procedure.documents (case_id, id);

-- Answers to a checklist's items and facts stated by a reviewer where no module supplies them yet.
create table procedure.answers (
    case_id     bigint not null,
    round       int not null,
    item        text not null,
    met         boolean,
    points      numeric(8, 2),
    value       text,
    note        text not null default '',
    file_id     bigint,
    account_id  bigint not null,
    answered_at timestamptz not null default now(),
    constraint answer_pk primary key (case_id, round, item),
    constraint answer_case_exists foreign key (case_id) references procedure.cases (id)
);
comment on column procedure.answers.round is 'how often the case has entered this stage; an earlier round''s answers stay';

create table procedure.expert_scores (
    id           bigint generated always as identity,
    case_id      bigint not null,
    round        int not null,
    stage        text not null,
    expert_id    bigint not null,
    expert_name  text not null,
    sheet        text not null,
    answers      jsonb not null default '{}',
    total        numeric(8, 2),
    invited_by   bigint not null,
    invited_at   timestamptz not null default now(),
    submitted_at timestamptz,
    constraint expert_score_pk primary key (id),
    constraint expert_score_once unique (case_id, round, stage, expert_id),
    constraint expert_score_case_exists foreign key (case_id) references procedure.cases (id),
    constraint expert_score_total_when_submitted check ((submitted_at is null) = (total is null))
);
create index expert_scores_of_expert on procedure.expert_scores (expert_id, submitted_at);

-- How many cases stand where, as a log of differences: a reader adds them up, a job folds them. Nobody waits for a
-- shared counter row, and the sum is exact in every transaction.
create table procedure.case_counts (
    id          bigint generated always as identity,
    scheme_id   text not null,
    procedure_id text not null,
    stage       text not null,
    state       text not null,
    county_code text collate "C" not null,
    n           bigint not null,
    constraint case_count_pk primary key (id)
);
create index case_counts_by_county on procedure.case_counts (county_code, scheme_id, procedure_id, stage, state) include (n);

create function procedure.count_cases() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n)
        select scheme_id, procedure_id, stage, state, left(region_code, 6), count(*)
          from new_rows group by 1, 2, 3, 4, 5;
    elsif tg_op = 'UPDATE' then
        insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n)
        select scheme_id, procedure_id, stage, state, county_code, sum(n)
          from (select scheme_id, procedure_id, stage, state, left(region_code, 6) county_code, -1 n from old_rows
                union all
                select scheme_id, procedure_id, stage, state, left(region_code, 6), 1 from new_rows) d
         group by 1, 2, 3, 4, 5 having sum(n) <> 0;
    else
        insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n)
        select scheme_id, procedure_id, stage, state, left(region_code, 6), -count(*)
          from old_rows group by 1, 2, 3, 4, 5;
    end if;
    return null;
end $$;
create trigger count_inserted after insert on procedure.cases referencing new table as new_rows
    for each statement execute function procedure.count_cases();
create trigger count_updated after update on procedure.cases referencing old table as old_rows new table as new_rows
    for each statement execute function procedure.count_cases();
create trigger count_deleted after delete on procedure.cases referencing old table as old_rows
    for each statement execute function procedure.count_cases();
