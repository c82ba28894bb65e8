-- Core quality indicators and grading (核心品质指标、分等分级): S1 四（二） asks for a system of indicators and grades. A table
-- names a produce, its grades from the best on, and for each indicator the range of each grade, with its source. None is
-- built in: an office types what its standard says.
create table standard.gradings (
    id           bigint generated always as identity,
    form_key     uuid not null,
    region_code  text collate "C" not null,
    produce      text not null,
    standard     text not null default '',
    grades       text[] not null,
    source       text not null,
    in_force_from date not null,
    ended_on     date,
    ended_because text not null default '',
    office_name  text not null,
    recorded_by  text not null,
    demo         boolean not null default false,
    constraint grading_pk primary key (id),
    constraint grading_form_sent_once unique (form_key),
    constraint grading_has_grades check (cardinality(grades) between 1 and 6),
    constraint grading_ending_has_reason check ((ended_on is null) = (ended_because = '')),
    constraint grading_ends_after_begin check (ended_on >= in_force_from)
);
comment on column standard.gradings.region_code is 'where it holds: the area of the office that wrote it down';
comment on column standard.gradings.standard is 'number of the standard, where one says so';
create index gradings_of_produce on standard.gradings (produce, in_force_from desc);

create table standard.grading_ranges (
    grading_id bigint not null,
    indicator  text not null,
    unit       text not null default '',
    position   int not null,
    grade      int not null,
    lowest     numeric(12, 4),
    highest    numeric(12, 4),
    constraint grading_range_pk primary key (grading_id, position, grade),
    constraint grading_range_grading_exists foreign key (grading_id) references standard.gradings (id),
    constraint grading_range_in_order check (lowest <= highest)
);
comment on column standard.grading_ranges.grade is 'from 0, the best';
comment on column standard.grading_ranges.lowest is 'with highest empty: the grade asks nothing of it';

-- What was measured of a batch and which grade follows; the reasons as they were told then.
create table production.batch_grades (
    id          bigint generated always as identity,
    form_key    uuid not null,
    batch_id    bigint not null,
    grading_id  bigint not null,
    measured_on date not null,
    lab         text not null default '',
    report      text not null default '',
    file_id     bigint,
    indicators  text[] not null,
    numbers     numeric(12, 4)[] not null,
    grade       text not null default '',
    reasons     text[] not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    constraint batch_grade_pk primary key (id),
    constraint batch_grade_form_sent_once unique (form_key),
    constraint batch_grade_batch_exists foreign key (batch_id) references production.batches (id),
    constraint batch_grade_numbers_named check (cardinality(indicators) = cardinality(numbers))
);
comment on column production.batch_grades.grading_id is 'of standard.gradings';
comment on column production.batch_grades.grade is 'empty: it reaches none';
create index batch_grades_of_batch on production.batch_grades (batch_id, id desc);
