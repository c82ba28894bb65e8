-- One voucher was spent twice by spelling its number differently (记－3 beside 记-3). The index is now on letters and
-- digits alone, as kernel.PaperNumber writes them. Where that finds vouchers twice that are there already, the first
-- keeps the key and the others take their id along: they stay to be looked into.
-- Payments after the project's time say why.
-- The signs are named one by one: what PostgreSQL takes for a letter depends on its version and its locale.
alter table project.vouchers add column number_key text;
alter table project.vouchers add column note text not null default '';
with keyed as (
    select id, upper(regexp_replace(normalize(number, nfkc),
           '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030\ufe10-\ufe6f\U0001f000-\U0001faff]',
           '', 'g') collate "C") as key,
           account_number
      from project.vouchers),
numbered as (
    select id, key, row_number() over (partition by account_number, key order by id) as nth from keyed)
update project.vouchers v
   set number_key = case when n.nth = 1 and n.key <> '' then n.key else n.key || '#' || n.id end
  from numbered n where n.id = v.id;
alter table project.vouchers alter column number_key set not null;
drop index project.voucher_once;
-- Nothing is paid twice on one voucher, in whichever project: also a reversed voucher keeps its number.
create unique index voucher_once on project.vouchers (account_number, number_key);
comment on column project.vouchers.number_key is 'letters and digits of the number: one number written in two ways is one';
comment on column project.vouchers.note is 'a word more; for payments after the project''s time, why';
