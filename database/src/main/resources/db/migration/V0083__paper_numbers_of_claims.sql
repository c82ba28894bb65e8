-- One certificate was claimed for twice by spelling its number differently (DEMO—ORG—0001 beside DEMO-ORG-0001). What is
-- compared is now letters and digits alone, as kernel.PaperNumber writes them; places keep the number of their base.
-- The signs are named one by one: what PostgreSQL takes for a letter depends on its version and its locale.
update subsidy.lines
   set item_id = upper(regexp_replace(normalize(item_id, nfkc),
           '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030\ufe10-\ufe6f\U0001f000-\U0001faff]',
           '', 'g') collate "C")
 where base_id is null and item_group <> 'place' and item_id <> '';
comment on column subsidy.lines.item_id is 'number of the base, or letters and digits of the number that item_title carries as written';
