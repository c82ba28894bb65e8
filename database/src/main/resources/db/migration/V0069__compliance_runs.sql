-- Many certificates in one act (批量开具): a cooperative puts its own code on each box. A run says what was asked and how far
-- it has come; each certificate knows its run, so that what was issued before a crash or a stop is found, counted and
-- printed. The month's counts were kept certificate by certificate: a thousand in one statement each wrote the same row
-- anew; now it is written once a statement.
create table compliance.runs (
    id            bigint generated always as identity,
    form_id       uuid not null,
    account_id    bigint not null,
    producer_id   bigint not null,
    producer_name text not null,
    region_code   text collate "C" not null,
    bases         smallint not null,
    job_id        bigint,
    started_at    timestamptz not null,
    started_by    text not null,
    demo          boolean not null default false,
    constraint run_pk primary key (id),
    constraint run_form_sent_once unique (form_id),
    constraint run_has_basis check (bases between 1 and 7)
);
comment on column compliance.runs.form_id is 'the same form sent again goes on with the same run';
comment on column compliance.runs.job_id is 'that carries it out, or did last; null where it was done at once';
create index runs_of_producer on compliance.runs (producer_id, id desc);

create table compliance.run_lines (
    run_id     bigint not null,
    line       int not null,
    batch_id   bigint not null,
    batch_code text not null,
    product    text not null,
    each_kg    numeric(14, 3) not null,
    wanted     int not null,
    issued     int not null default 0,
    refused    text not null default '',
    constraint run_line_pk primary key (run_id, line),
    constraint run_line_of_run foreign key (run_id) references compliance.runs (id),
    constraint run_line_each_positive check (each_kg > 0),
    constraint run_line_never_above_wanted check (issued between 0 and wanted and wanted > 0)
);
comment on column compliance.run_lines.issued is 'written in the transaction that issues them';
comment on column compliance.run_lines.refused is 'why the rest was not issued; empty while it may be';

alter table compliance.commitments add column run_id bigint;
comment on column compliance.commitments.run_id is 'issued together with others';
create index commitments_of_run on compliance.commitments (run_id, issued_at desc, code) where run_id is not null;

insert into compliance.settings (key, value, title, source) values
    ('most-in-run', 100000, '批量开具一次最多开多少张', '平台默认'),
    ('most-lines-in-run', 50, '批量开具一次最多多少个批次', '平台默认'),
    ('most-labels-in-file', 20000, '一个文件最多多少张标签', '平台默认');

drop trigger issued_follows_certificates on compliance.commitments;
drop function compliance.keep_issued();

create function compliance.keep_issued_of_new() returns trigger
    language plpgsql security definer set search_path = pg_catalog as $$
begin
    insert into compliance.issued as kept (producer_id, month, n, kg)
    select producer_id, date_trunc('month', issued_on)::date as first, count(*), sum(quantity_kg)
      from fresh where state = 'issued' group by producer_id, first order by producer_id, first
    on conflict on constraint issued_pk do update set n = kept.n + excluded.n, kg = kept.kg + excluded.kg;
    return null;
end $$;
create function compliance.keep_issued_of_changed() returns trigger
    language plpgsql security definer set search_path = pg_catalog as $$
begin
    update compliance.issued as kept set n = kept.n + moved.n, kg = kept.kg + moved.kg
      from (select producer_id, first, sum(n) as n, sum(n * quantity_kg) as kg
              from (select producer_id, date_trunc('month', issued_on)::date as first, quantity_kg, 1 as n
                      from after_it where state = 'issued'
                    union all
                    select producer_id, date_trunc('month', issued_on)::date, quantity_kg, -1
                      from before_it where state = 'issued') as each
             group by producer_id, first) as moved
     where kept.producer_id = moved.producer_id and kept.month = moved.first and (moved.n <> 0 or moved.kg <> 0);
    return null;
end $$;
revoke execute on function compliance.keep_issued_of_new(), compliance.keep_issued_of_changed() from public;
create trigger issued_follows_new_certificates after insert on compliance.commitments
    referencing new table as fresh for each statement execute function compliance.keep_issued_of_new();
create trigger issued_follows_changed_certificates after update on compliance.commitments
    referencing old table as before_it new table as after_it for each statement
    execute function compliance.keep_issued_of_changed();
