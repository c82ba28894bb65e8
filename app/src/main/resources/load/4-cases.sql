-- Each base applies in turn, round by round in the order of time; only the last round can still be open, so that a
-- base has one open case at most. A base that is listed goes for the next level, or is reported for removal.
-- class: open, won (listed), lost (refused or withdrawn), removed or kept (of a removal).
create temp table load_case on commit drop as
with drawn as (
    select k as n, 1 + mod(k - 1, :bases)::int as base, ((k - 1) / :bases)::int as round,
           pg_temp.pick(k, 51, 4) = 0 as against,
           pg_temp.pick(k, 52, 100) < 60 as won,
           (k - 1) / :bases = (:cases - 1) / :bases and pg_temp.pick(k, 53, 100) < 75 as open
      from generate_series(1, :cases) k),
counted as (
    select *, coalesce(sum(case when won and not against and not open then 1 else 0 end)
                  over (partition by base order by round rows between unbounded preceding and 1 preceding), 0)::int as wins
      from drawn),
placed as (
    select *, (wins >= :entries or (against and wins > 0)) and :removals > 0 as removal
      from counted)
select n, base, round, removal, wins, open,
       case when removal then 100 + least(greatest(wins, 1), :removals)::int - 1
            else least(wins, :entries - 1)::int end as procedure,
       case when open then 'open'
            when removal then case when pg_temp.pick(n, 55, 10) < 2 then 'removed' else 'kept' end
            when won and not against and wins < :entries then 'won'
            else 'lost' end as class,
       case when round < (:cases - 1) / :bases
            then timestamptz ':begin' + 0.94 * (timestamptz ':today' - timestamptz ':begin')
                 * (n::float / greatest(1, (:cases - 1) / :bases * :bases))
            else timestamptz ':begin' + (timestamptz ':today' - timestamptz ':begin')
                 * (0.94 + 0.055 * (mod(n - 1, :bases)::float / least(:bases, :cases))) end as started
  from placed;

create temp table load_case_way on commit drop as
select c.*, :case_ids + c.n as id, w.way, w.steps, l.county, l.region_code, g.gap,
       (c.started + (w.notice_seq - 1) * g.gap)::date + w.notice_days + 2 * (w.notice_days / 5 + 1) as notice_ends,
       case when w.notice_seq is not null then :notice_ids + row_number() over (partition by w.notice_seq is null order by c.n) end
           as notice_id
  from load_case c
  join load_base l on l.n = c.base
  join load_choices m on m.procedure = c.procedure and m.class = c.class
  join load_choice h on h.procedure = c.procedure and h.class = c.class and h.k = pg_temp.pick(c.n, 56, m.choices)
  join load_way w on w.way = h.way,
       lateral (select least(interval '11 days', (timestamptz ':today' - c.started) / (w.steps + 1)) as gap) g;
alter table load_case_way add primary key (n);
analyze load_case_way;
