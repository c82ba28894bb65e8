-- The office above looks at what an office entered (核对): it confirms the figure, or gives it back with a reason; the
-- figure then stays in use, marked, until its office corrects it. Entries never change, so what was found stands by
-- itself; the mark on the entry lets the list of what is to be checked come from an index.
create table indicator.checks (
    report_id    bigint not null,
    confirmed    boolean not null,
    reason       text,
    office_id    bigint not null,
    office_name  text not null,
    account_id   bigint not null,
    account_name text not null,
    checked_at   timestamptz not null,
    constraint check_pk primary key (report_id),
    constraint check_of_report foreign key (report_id) references indicator.reports (id),
    constraint check_giving_back_has_reason check (confirmed or reason is not null)
);
grant select, insert on indicator.checks to nongyou_app;
revoke update, delete, truncate on indicator.checks from nongyou_app;

-- When the figure was entered first: a correction does not make a figure late, nor in time.
alter table indicator.reports add column first_at timestamptz;
update indicator.reports r
   set first_at = (select min(first.reported_at)
                     from indicator.reports first
                    where (first.scheme_id, first.indicator, first.region_code, first.period)
                        = (r.scheme_id, r.indicator, r.region_code, r.period));
alter table indicator.reports alter column first_at set default now();
alter table indicator.reports alter column first_at set not null;

alter table indicator.reports add column checked boolean not null default false;
grant update (checked) on indicator.reports to nongyou_app;

create index reports_to_check on indicator.reports (scheme_id, id) where current and not checked;
create index reports_to_check_of_city on indicator.reports (scheme_id, left(region_code, 4), id)
    where current and not checked;
create index reports_to_check_of_county on indicator.reports (scheme_id, left(region_code, 6), id)
    where current and not checked;
