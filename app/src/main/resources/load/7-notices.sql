insert into notice.notices (id, kind, title, body, clause, region_code, office_id, office_name, subject_kind, subject_id,
       starts_on, working_days, ends_on, state, published_at, published_by, demo)
overriding system value
select c.notice_id, 'publicity', '关于' || b.name || '的公示',
       b.producer_name || '的' || b.name || '（' || b.product || '，' || b.area_mu || '亩）拟' || w.procedure_title || '，现予公示。',
       w.notice_clause, b.region_code, d.office, d.office_name, 'case', c.id::text, at.entered::date, w.notice_days,
       c.notice_ends,
       case when w.ends is null and w.stage = w.notice_stage then 'open' else 'ended' end, at.entered, d.account, true
  from load_case_way c
  join load_way w on w.way = c.way and w.notice_seq is not null
  join base.bases b on b.id = :base_ids + c.base
  join load_desk d on d.county = c.county and d.desk = w.notice_desk,
       lateral (select c.started + (w.notice_seq - 1) * c.gap as entered) at
 order by c.n;
