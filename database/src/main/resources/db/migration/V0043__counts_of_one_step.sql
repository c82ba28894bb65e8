-- A step of a case spent as long in keeping the counts as in moving the case: sets of old and new rows, grouped, for one
-- row. A step now writes its differences by name, and only those that changed; many rows together (loads, imports) are
-- still counted as sets. One of two indexes of open cases by their day was the other's beginning.
drop index procedure.cases_overdue;

create function procedure.recount_case() returns trigger language plpgsql as $$
declare
    open_before boolean := old.state = 'open';
    open_after boolean := new.state = 'open';
    elsewhere boolean := old.region_code <> new.region_code;
    other_day boolean := old.due_on is distinct from new.due_on or open_before <> open_after;
    several boolean := old.other_offices is not null or new.other_offices is not null;
    other_office boolean := other_day or old.acting_office_id is distinct from new.acting_office_id;
begin
    if elsewhere or old.stage <> new.stage or open_before <> open_after
       or old.scheme_id <> new.scheme_id or old.procedure_id <> new.procedure_id then
        insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n)
        values (old.scheme_id, old.procedure_id, old.stage, old.state, left(old.region_code, 6), -1),
               (new.scheme_id, new.procedure_id, new.stage, new.state, left(new.region_code, 6), 1);
    end if;
    insert into procedure.due_counts (place, due_on, n)
    select place, day, n
      from (values (left(old.region_code, 2), old.due_on, -1, open_before and (elsewhere or other_day)),
                   (left(old.region_code, 4), old.due_on, -1, open_before and (elsewhere or other_day)),
                   (left(old.region_code, 6), old.due_on, -1, open_before and (elsewhere or other_day)),
                   (left(new.region_code, 2), new.due_on, 1, open_after and (elsewhere or other_day)),
                   (left(new.region_code, 4), new.due_on, 1, open_after and (elsewhere or other_day)),
                   (left(new.region_code, 6), new.due_on, 1, open_after and (elsewhere or other_day)),
                   ('office:' || old.acting_office_id, old.due_on, -1, open_before and other_office and not several),
                   ('office:' || new.acting_office_id, new.due_on, 1, open_after and other_office and not several))
           d (place, day, n, counts)
     where counts and place is not null;
    if several then
        insert into procedure.due_counts (place, due_on, n)
        select place, old.due_on, -1
          from procedure.due_places(old.region_code, old.acting_office_id, old.other_offices) p (place)
         where open_before and place like 'office:%'
        union all
        select place, new.due_on, 1
          from procedure.due_places(new.region_code, new.acting_office_id, new.other_offices) p (place)
         where open_after and place like 'office:%';
    end if;
    return null;
end $$;

drop trigger count_updated on procedure.cases;
create trigger count_updated after update on procedure.cases for each row
    when (old.stage <> new.stage or old.state <> new.state or old.region_code <> new.region_code
          or old.scheme_id <> new.scheme_id or old.procedure_id <> new.procedure_id
          or old.due_on is distinct from new.due_on or old.acting_office_id is distinct from new.acting_office_id
          or old.other_offices is distinct from new.other_offices)
    execute function procedure.recount_case();

create or replace function procedure.count_cases() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n)
        select scheme_id, procedure_id, stage, state, left(region_code, 6), count(*)
          from new_rows group by 1, 2, 3, 4, 5;
        insert into procedure.due_counts (place, due_on, n)
        select place, due_on, count(*)
          from new_rows c, procedure.due_places(c.region_code, c.acting_office_id, c.other_offices) place
         where c.state = 'open'
         group by 1, 2;
    else
        insert into procedure.case_counts (scheme_id, procedure_id, stage, state, county_code, n)
        select scheme_id, procedure_id, stage, state, left(region_code, 6), -count(*)
          from old_rows group by 1, 2, 3, 4, 5;
        insert into procedure.due_counts (place, due_on, n)
        select place, due_on, -count(*)
          from old_rows c, procedure.due_places(c.region_code, c.acting_office_id, c.other_offices) place
         where c.state = 'open'
         group by 1, 2;
    end if;
    return null;
end $$;
