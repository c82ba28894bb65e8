-- Periodic and follow-up checks of bases (定期检查、跟踪核查), kept beside the base, whether it has a certificate or not:
-- planned for a day, found, mended by a day, looked at again. When a base was checked last stands with the base, so that
-- those due for a check are a list.
create table base.visits (
    id               bigint generated always as identity,
    base_id          bigint not null,
    base_name        text not null,
    producer_id      bigint not null,
    producer_name    text not null,
    region_code      text collate "C" not null,
    follow_up        boolean not null default false,
    follows          bigint,
    round            text not null default '',
    due_on           date not null,
    checker          text not null,
    office_id        bigint not null,
    office_name      text not null,
    state            text not null default 'planned',
    visited_on       date,
    findings         text not null default '',
    rectify_by       date,
    closed_on        date,
    recorded_by_name text not null,
    revision         int not null default 1,
    demo             boolean not null default false,
    constraint visit_pk primary key (id),
    constraint visit_base_exists foreign key (base_id) references base.bases (id),
    constraint visit_follows_exists foreign key (follows) references base.visits (id),
    constraint visit_follow_up_follows check (follow_up = (follows is not null)),
    constraint visit_state_known check (state in ('planned', 'sound', 'mending', 'mended', 'dropped')),
    constraint visit_made_has_day check ((state in ('sound', 'mending', 'mended')) = (visited_on is not null)),
    constraint visit_defects_have_words check (state not in ('mending', 'mended') or findings <> ''),
    constraint visit_defects_have_day check ((rectify_by is not null) = (state in ('mending', 'mended'))),
    constraint visit_closed_has_day check ((state in ('mended', 'dropped')) = (closed_on is not null))
);
comment on column base.visits.region_code is 'of the base, with its producer: they move with it';
comment on column base.visits.follows is 'the check whose findings it looks at again';
comment on column base.visits.round is 'what the office calls this round: 2026年第二轮定期检查';
create unique index visit_one_planned_follow_up on base.visits (follows) where state = 'planned';
create unique index visit_one_planned_routine on base.visits (base_id) where state = 'planned' and not follow_up;
create index visits_of_base on base.visits (base_id, id desc);
create index visits_by_due on base.visits (state, due_on, id);
create index visits_of_city on base.visits (left(region_code, 4), state, due_on, id);
create index visits_of_county on base.visits (left(region_code, 6), state, due_on, id);
create index visits_of_producer on base.visits (producer_id, state, due_on, id);
create index visits_counted on base.visits (region_code, state, due_on, rectify_by);

alter table base.bases add column visited_on date;
comment on column base.bases.visited_on is 'when it was checked last (base.visits)';
create index bases_by_visit on base.bases (visited_on nulls first, id) where active;
create index bases_of_city_by_visit on base.bases (left(region_code, 4), visited_on nulls first, id) where active;
create index bases_of_county_by_visit on base.bases (left(region_code, 6), visited_on nulls first, id) where active;
