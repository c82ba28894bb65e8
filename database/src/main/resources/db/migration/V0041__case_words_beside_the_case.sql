-- Every step of a case rewrites its row, and with it an entry in every index of the table, the three dozen trigrams of
-- its words among them, though the words never change. The words stand beside the case now. The index by id alone was
-- the primary key once more.
create table procedure.case_words (
    case_id bigint primary key references procedure.cases on delete cascade,
    search  text not null
);
comment on table procedure.case_words is 'title and operator of a case, each character doubled, for searches of two characters and more (V0020)';

insert into procedure.case_words (case_id, search) select id, search from procedure.cases;
create index case_words_by_search on procedure.case_words using gin (search gin_trgm_ops);

alter table procedure.cases drop column search;
drop index procedure.cases_by_time;

create function procedure.keep_case_words() returns trigger language plpgsql as $$
begin
    insert into procedure.case_words (case_id, search)
    values (new.id, regexp_replace(lower(new.title || ' ' || new.producer_name), '(.)', '\1\1', 'g'))
    on conflict (case_id) do update set search = excluded.search;
    return null;
end $$;
create trigger case_words_kept after insert or update of title, producer_name on procedure.cases
    for each row execute function procedure.keep_case_words();
