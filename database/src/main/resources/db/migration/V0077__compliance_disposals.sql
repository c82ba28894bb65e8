-- Disposal of certificates and entries whose keeping time is over (到期销毁): one person proposes a month of an area,
-- another approves, a job deletes. What was disposed of stays written, so that the page of a code can say why nothing is
-- found.
create table compliance.disposals (
    id               bigint generated always as identity,
    what             text not null,
    region_code      text collate "C" not null,
    month            date not null,
    found            int not null,
    gone             int not null default 0,
    state            text not null default 'proposed',
    proposed_by      bigint not null,
    proposed_by_name text not null,
    office           text not null,
    proposed_at      timestamptz not null,
    decided_by       bigint,
    decided_by_name  text not null default '',
    decided_at       timestamptz,
    reason           text not null default '',
    job_id           bigint,
    done_at          timestamptz,
    demo             boolean not null default false,
    constraint disposal_pk primary key (id),
    constraint disposal_what_known check (what in ('certificates', 'entries')),
    constraint disposal_state_known check (state in ('proposed', 'dropped', 'approved', 'done')),
    constraint disposal_month_begins check (month = date_trunc('month', month)::date),
    constraint disposal_decision_is_whole check ((state = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
    constraint disposal_by_two_people check (state = 'dropped' or decided_by is distinct from proposed_by),
    constraint disposal_dropped_with_reason check ((state = 'dropped') = (reason <> '')),
    constraint disposal_done_has_moment check ((state = 'done') = (done_at is not null))
);
comment on column compliance.disposals.found is 'when it was proposed';
comment on column compliance.disposals.gone is 'written in the transaction that deletes them';
create unique index disposal_one_at_a_time on compliance.disposals (what, region_code, month) where state in ('proposed', 'approved');
create index disposals_of_region on compliance.disposals (region_code, id desc);
create index disposals_of_month on compliance.disposals (what, month) where gone > 0;

create index entries_by_keeping on compliance.entries (keep_until);
