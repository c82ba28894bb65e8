-- One certificate was registered twice by spelling its number differently (999OP-2600104 beside 999OP2600104). The key is
-- now letters and digits alone, as kernel.PaperNumber writes them. Where that finds a number twice that is there
-- already, the first certificate keeps it and the others take their id along: they stay to be looked into.
create temporary table rekeyed on commit drop as
with keyed as (
    select kind, number_key as before, certificate_id,
           upper(regexp_replace(normalize(number_key, nfkc) collate pg_unicode_fast, '[^[:alnum:]]', '', 'g')) as key
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
