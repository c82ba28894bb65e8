-- What the engine needs beyond the first draft: opening a publicity period and an expert scoring are official acts of
-- their own; evidence belongs to an item of a checklist; a wrong upload is taken out, not erased; a step that several
-- offices may do stands in the to-do list of each.
alter table procedure.acts drop constraint act_known;
alter table procedure.acts add constraint act_known check (act in ('start', 'submit', 'pass', 'return', 'reject',
    'withdraw', 'uphold', 'adopt', 'conclude', 'publicise', 'open-scoring', 'close-scoring'));

alter table procedure.documents add column item text;
alter table procedure.documents add column removed_at timestamptz;
alter table procedure.documents add column removed_by bigint;
alter table procedure.documents add constraint document_removed_by_someone
    check ((removed_at is null) = (removed_by is null));
comment on column procedure.documents.item is 'the checklist item that it proves, or null where the stage itself asks for it';

alter table procedure.cases add column other_offices bigint[];
comment on column procedure.cases.other_offices is 'offices that may act beside acting_office_id, where the scheme names several';
create index cases_to_do_of_others on procedure.cases using gin (other_offices)
    where state = 'open' and other_offices is not null;
-- A producer's to-do list: what came back to him.
create index cases_with_applicant on procedure.cases (producer_id, due_on nulls last, id)
    where state = 'open' and with_applicant;
-- Cases whose office does not exist yet; they are handed over when it does.
create index cases_without_office on procedure.cases (id)
    where state = 'open' and acting_office_id is null and not with_applicant;
create index cases_overdue on procedure.cases (due_on, id) where state = 'open' and due_on is not null;
create index expert_scores_of_case on procedure.expert_scores (case_id, stage, round, id);
