-- Three things that the first draft of publicity lacked:
-- how sure a day of the calendar is (published arrangement, statute alone, or added by an administrator);
-- publicity in calendar days, which some documents ask for instead of working days;
-- who answered an objection by name, and fast counts of what still waits for an answer.
alter table notice.holidays add column confidence text not null default 'added';
alter table notice.holidays add column added_by bigint;
alter table notice.holidays add constraint holiday_confidence_known check (confidence in ('published', 'statutory', 'added'));
comment on column notice.holidays.confidence is 'published: in the yearly arrangement of the State Council; statutory: a statutory holiday whose year''s arrangement is not published yet; added: entered by an administrator';

alter table notice.notices add column calendar_days int;
alter table notice.notices drop constraint notice_publicity_has_days;
alter table notice.notices add constraint notice_publicity_has_days
    check (kind <> 'publicity' or ((coalesce(working_days, 0) > 0) <> (coalesce(calendar_days, 0) > 0)
        and ends_on is not null and ends_on >= starts_on));
alter table notice.notices add column ended_reason text;

alter table notice.objections add column answered_by_name text;
create index objections_waiting on notice.objections (notice_id) where outcome is null;
create index notices_of_office on notice.notices (office_id, id desc);
create index notices_by_title on notice.notices using gin (title gin_trgm_ops);
-- Chips and the public home ask how many stand open now, by region.
create index notices_open on notice.notices (ends_on, region_code) where kind = 'publicity' and state = 'open';
