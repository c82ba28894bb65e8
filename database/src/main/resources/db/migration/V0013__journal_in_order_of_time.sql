-- The journal is read by time: a range of days must cost the rows of those days, whatever their ids (the demo data
-- tells of past years), and the newest page must look into the newest partition only. So each index goes on with the
-- time; the ones by id go. One is added for the office.
drop index journal.entries_by_time;
drop index journal.entries_of_city;
drop index journal.entries_of_county;
drop index journal.entries_of_subject;
drop index journal.entries_of_actor;
drop index journal.entries_of_act;

create index entries_by_time on journal.entries (happened_at desc, id desc);
create index entries_of_city on journal.entries (left(region_code, 4), happened_at desc, id desc);
create index entries_of_county on journal.entries (left(region_code, 6), happened_at desc, id desc);
create index entries_of_subject on journal.entries (subject_kind, subject_id, happened_at desc, id desc);
create index entries_of_actor on journal.entries (actor_id, happened_at desc, id desc);
create index entries_of_office on journal.entries (office_id, happened_at desc, id desc);
create index entries_of_act on journal.entries (act, happened_at desc, id desc);
create index entries_refused on journal.entries (happened_at desc, id desc) where refused;
