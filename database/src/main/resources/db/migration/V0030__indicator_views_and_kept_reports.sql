-- What the dashboard and the workbench tell of other modules, read only through views of this schema; and reported
-- figures that keep their first entry: a correction is a new row, and of the old one only "current" may change.
revoke update, delete, truncate on indicator.reports from nongyou_app;
grant update (current) on indicator.reports to nongyou_app;
create index reports_of_indicator on indicator.reports (scheme_id, indicator, period, region_code) where current;

create view indicator.open_cases_due as
    select id, number, scheme_id, title, region_code, stage_title, due_on, demo
      from procedure.cases
     where state = 'open' and due_on is not null;
create index cases_open_due on procedure.cases (due_on, region_code) where state = 'open' and due_on is not null;

create view indicator.rectifications as
    select m.id, m.listing_id, l.scheme_id, l.title, l.region_code, m.reason, m.due_on, m.demo
      from catalogue.measures m
      join catalogue.listings l on l.id = m.listing_id
     where m.kind = 'rectification'
       and l.status = 'rectifying'
       and not exists (select from catalogue.measures c where c.closes = m.id);
create index measures_closing on catalogue.measures (closes) where closes is not null;

create view indicator.notices as
    select id, kind, title, region_code, office_name, starts_on, ends_on, state, published_at, demo from notice.notices;

create view indicator.returns as
    select a.id, a.case_id, c.title, c.region_code, a.office_name, a.happened_at, c.demo
      from procedure.acts a
      join procedure.cases c on c.id = a.case_id
     where a.act = 'return';
create index acts_returned on procedure.acts (happened_at desc) where act = 'return';

create view indicator.settlements as
    select s.id, s.scheme_id, s.scheme_version, v.title as scheme_title, v.region_code, s.path, s.value, s.decision,
           s.office_name, s.settled_at, s.demo
      from scheme.settlements s
      join scheme.schemes v on v.id = s.scheme_id and v.version = s.scheme_version;
