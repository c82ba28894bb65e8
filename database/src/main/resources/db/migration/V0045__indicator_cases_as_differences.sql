-- The workbench added up every difference of the province's case counts for one card. The indicators read them as they
-- read those of the catalogue: what is folded stays in memory (decision 0003).
create view indicator.case_differences as
    select id, folded, scheme_id, state, county_code, n
      from procedure.case_counts;
drop view indicator.case_counts;
