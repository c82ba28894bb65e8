-- One certificate was registered twice by spelling its number differently (999OP-2600104 beside 999OP2600104). The key is
-- now letters and digits alone, as kernel.PaperNumber writes them. Where that finds a number twice that is there
-- already, the first certificate keeps it and the others take their id along: they stay to be looked into.
-- The signs are named one by one: what PostgreSQL takes for a letter depends on its version and its locale.
create temporary table rekeyed on commit drop as
with keyed as (
    select kind, number_key as before, certificate_id,
           upper(regexp_replace(normalize(number_key, nfkc),
           '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030\ufe10-\ufe6f\U0001f000-\U0001faff]',
           '', 'g') collate "C") as key
      from certification.numbers)
select kind, certificate_id, key,
       row_number() over (partition by kind, key order by certificate_id, before) as nth,
       row_number() over (partition by kind, key, certificate_id order by before) as own
  from keyed;
delete from certification.numbers;
insert into certification.numbers (kind, number_key, certificate_id)
select kind, case when nth = 1 and key <> '' then key else key || '#' || certificate_id end, certificate_id
  from rekeyed
 where own = 1;
comment on column certification.numbers.number_key is 'letters and digits of the number: one number written in two ways is one';
