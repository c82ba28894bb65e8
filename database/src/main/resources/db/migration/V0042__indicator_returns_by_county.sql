-- A county's workbench looked for its newest returned cases among those of the whole country, case by case. The journal
-- tells each return with its place and title: an index on just these rows answers for one county at once.
create index entries_returned on journal.entries (left(region_code, 6), happened_at desc)
    where act = 'case.return' and not refused;
drop view indicator.returns;
create view indicator.returns as
    select e.id, e.subject_id::bigint as case_id, e.subject_title as title, e.region_code, e.office_name, e.happened_at, e.demo
      from journal.entries e
     where e.act = 'case.return' and not e.refused;
drop index procedure.acts_returned;
