insert into procedure.cases (id, number, scheme_id, scheme_version, procedure_id, kind, level, class_id, subject_kind,
       subject_id, title, producer_id, producer_name, region_code, stage, stage_title, state, outcome,
       acting_office_id, with_applicant, entered_stage_at, due_on, notice_id, revision, created_by, created_office,
       created_at, updated_at, demo)
overriding system value
select c.id, ':mark' || lpad(c.n::text, 8, '0'), ':scheme', :version, w.procedure_id, w.kind, w.level,
       case when cardinality(array[:classes]::text[]) > 0
            then (array[:classes]::text[])[1 + pg_temp.pick(c.base, 61, cardinality(array[:classes]::text[]))] end,
       'base', b.id::text, b.name, b.producer_id, b.producer_name, b.region_code, w.stage, w.stage_title,
       case when w.ends is null then 'open' else 'ended' end, w.ends, acting.office, w.with_applicant, at.entered,
       case when w.ends is not null then null when w.stage = w.notice_stage then c.notice_ends
            when pg_temp.pick(c.n, 62, 10) < 6 then (at.entered + interval '40 days')::date end,
       c.notice_id, w.steps, first.account, first.office, c.started, at.entered, true
  from load_case_way c
  join load_way w on w.way = c.way
  join base.bases b on b.id = :base_ids + c.base
  join load_desk first on first.county = c.county and first.desk = w.first_desk
  left join load_desk acting on acting.county = c.county and acting.desk = w.acting_desk,
       lateral (select c.started + (w.steps - 1) * c.gap as entered) at
 where c.round = :round
 order by c.n;

analyze procedure.cases;
