-- One row for each act and each registration of the year, and visits to bases (facts put on record) to make up the
-- number; in the order of time, as they would have been written.
insert into journal.entries (happened_at, act, region_code, actor_id, actor_name, office_id, office_name, subject_kind,
       subject_id, subject_title, summary, before, after, demo)
select at, act, region_code, actor, person, office, office_name, subject_kind, subject_id, title, summary, before, after, true
  from (
    select a.happened_at as at, a.id as tie, 'case.' || a.act as act, c.region_code, a.actor_id as actor, a.actor_name as person,
           a.office_id as office, a.office_name, 'case' as subject_kind, a.case_id::text as subject_id, c.title,
           s.summary, case when a.seq > 1 then jsonb_build_object('stage', a.from_stage) end as before,
           jsonb_build_object('stage', a.to_stage) as after
      from procedure.acts a
      join load_case_way w on w.id = a.case_id
      join load_way_step s on s.way = w.way and s.seq = a.seq
      join procedure.cases c on c.id = a.case_id
     where a.happened_at >= ':from' and a.happened_at < ':to' and a.case_id > :case_ids
    union all
    select b.created_at, b.id, 'base.register', b.region_code, d.account, d.person, d.office, d.office_name, 'base', b.id::text,
           b.name, '登记基地', null, null
      from base.bases b join load_base l on l.id = b.id
      join load_desk d on d.county = l.county and d.desk = (select min(desk) from load_desk)
     where b.created_at >= ':from' and b.created_at < ':to'
    union all
    select p.created_at, p.id, 'producer.register', p.region_code, d.account, d.person, d.office, d.office_name, 'producer',
           p.id::text, p.name, '登记生产主体', null, null
      from producer.producers p join load_producer l on l.id = p.id
      join load_desk d on d.county = l.county and d.desk = (select min(desk) from load_desk)
     where p.created_at >= ':from' and p.created_at < ':to'
    union all
    select v.at, v.k, 'base.change', l.region_code, d.account, d.person, d.office, d.office_name, 'base', l.id::text,
           l.name, '更新基地信息', jsonb_build_object('households_led', mod(v.k, 90)), jsonb_build_object('households_led', mod(v.k, 97))
      from (select k, timestamptz ':begin' + k * ((timestamptz ':today' - timestamptz ':begin') / greatest(1, :visits)) as at
              from generate_series(1, :visits) k) v
      join load_base l on l.n = 1 + pg_temp.pick(v.k, 81, :bases)
      join load_desk d on d.county = l.county and d.desk = (select min(desk) from load_desk)
     where v.at >= ':from' and v.at < ':to') e
 order by at, tie;
