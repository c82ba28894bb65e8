-- One certificate was claimed for twice by spelling its number differently (DEMO—ORG—0001 beside DEMO-ORG-0001). What is
-- compared is now letters and digits alone, as kernel.PaperNumber writes them; places keep the number of their base.
update subsidy.lines
   set item_id = upper(regexp_replace(normalize(item_id, nfkc) collate pg_unicode_fast, '[^[:alnum:]]', '', 'g'))
 where base_id is null and item_group <> 'place' and item_id <> '';
comment on column subsidy.lines.item_id is 'number of the base, or letters and digits of the number that item_title carries as written';
