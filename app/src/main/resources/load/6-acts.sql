insert into procedure.acts (case_id, seq, act, from_stage, to_stage, actor_id, actor_name, office_id, office_name,
       recorded_for, opinion, details, happened_at)
select c.id, s.seq, s.act, s.from_stage, s.to_stage, d.account, case when s.applicant then b.producer_name else d.person end,
       case when s.applicant then null else d.office end, case when s.applicant then b.producer_name else d.office_name end,
       s.recorded_for, s.opinion,
       case when s.act = 'publicise'
            then jsonb_build_object('noticeId', c.notice_id, 'workingDays', w.notice_days, 'endsOn', c.notice_ends)
            else '{}' end,
       c.started + (s.seq - 1) * c.gap
  from load_case_way c
  join load_way w on w.way = c.way
  join load_way_step s on s.way = c.way
  join base.bases b on b.id = :base_ids + c.base
  join load_desk d on d.county = c.county and d.desk = s.desk
 where c.round = :round
 order by c.n, s.seq;
