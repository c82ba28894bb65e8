-- Documents have places and bases evaluated: every year each county fills in a sheet, the city reviews it, the province
-- scores; the ranking is publicised, confirmed and published, and what was wrong is corrected with a reason (评价).
-- Who acts at which stage and how points are found is the scheme's; here is what people entered.
create schema evaluation;

create table evaluation.rounds (
    id              bigint generated always as identity,
    form_key        text not null,
    scheme_id       text not null,
    scheme_version  int not null,
    procedure_id    text not null,
    sheet_id        text not null,
    title           text not null,
    year            int not null,
    region_code     text collate "C" not null,
    office_id       bigint not null,
    office_name     text not null,
    scorers         int not null,
    experts         bigint[] not null default '{}',
    pass            numeric(9, 4),
    due_on          date,
    state           text not null,
    notice_id       bigint,
    confirmed_on    date,
    published_on    date,
    revision        int not null default 1,
    created_by      bigint not null,
    created_by_name text not null,
    created_at      timestamptz not null,
    demo            boolean not null default false,
    constraint round_pk primary key (id),
    constraint round_form_sent_once unique (form_key),
    constraint round_once_a_year unique (scheme_id, sheet_id, year, region_code),
    constraint round_state_known check (state in ('open', 'confirmed', 'published')),
    constraint round_scored_by_somebody check (scorers between 1 and 15),
    constraint round_experts_are_the_scorers check (cardinality(experts) in (0, scorers)),
    constraint round_confirmed_has_notice check (state = 'open' or (confirmed_on is not null and notice_id is not null)),
    constraint round_published_has_day check ((state = 'published') = (published_on is not null)),
    constraint round_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version)
);
comment on column evaluation.rounds.region_code is 'the area of the office that evaluates: read by all within, and above';
comment on column evaluation.rounds.experts is 'accounts that score; empty where people of the office do';
create index rounds_by_region on evaluation.rounds (region_code, id desc);
create index rounds_published on evaluation.rounds (published_on desc, id desc) where state = 'published';
create index rounds_of_expert on evaluation.rounds using gin (experts) where state = 'open';

create table evaluation.sheets (
    id            bigint generated always as identity,
    round_id      bigint not null,
    subject_kind  text not null,
    subject_id    text not null,
    title         text not null,
    product       text not null default '',
    producer_name text not null default '',
    region_code   text collate "C" not null,
    stage         text not null,
    stage_title   text not null,
    office_id     bigint,
    office_name   text not null default '',
    state         text not null,
    own_points    numeric(9, 4),
    review_points numeric(9, 4),
    total         numeric(9, 4),
    rank          int,
    left_because  text not null default '',
    listing_id    bigint,
    revision      int not null default 1,
    updated_by    text not null default '',
    updated_at    timestamptz not null,
    demo          boolean not null default false,
    constraint sheet_pk primary key (id),
    constraint sheet_once_for_each unique (round_id, subject_kind, subject_id),
    constraint sheet_round_exists foreign key (round_id) references evaluation.rounds (id),
    constraint sheet_state_known check (state in ('open', 'scored', 'left')),
    constraint sheet_scored_has_total check (state <> 'scored' or total is not null),
    constraint sheet_total_not_below_zero check (total is null or total >= 0),
    constraint sheet_left_has_reason check ((state = 'left') = (left_because <> ''))
);
comment on column evaluation.sheets.office_id is 'whose turn it is; null where that office is not established, or nobody''s';
comment on column evaluation.sheets.own_points is 'of the self-evaluation (自评), by what was entered';
comment on column evaluation.sheets.listing_id is 'the entry of the catalogue that the result led to';
create index sheets_ranked on evaluation.sheets (round_id, total desc nulls last, id);
create index sheets_of_city on evaluation.sheets (round_id, left(region_code, 4), total desc nulls last, id);
create index sheets_of_county on evaluation.sheets (round_id, left(region_code, 6), total desc nulls last, id);
create index sheets_waiting on evaluation.sheets (office_id) where state = 'open';
create index sheets_of_listing on evaluation.sheets (listing_id) where listing_id is not null;

-- What somebody gave an item at a stage. Where several people score, each has a row of his own.
create table evaluation.marks (
    sheet_id     bigint not null,
    stage        text not null,
    scorer       bigint not null,
    item_id      text not null,
    points       numeric(9, 4),
    note         text not null default '',
    account_id   bigint not null,
    account_name text not null,
    marked_at    timestamptz not null,
    constraint mark_pk primary key (sheet_id, stage, scorer, item_id),
    constraint mark_sheet_exists foreign key (sheet_id) references evaluation.sheets (id),
    constraint mark_not_below_zero check (points is null or points >= 0)
);
comment on column evaluation.marks.scorer is 'the account of whoever scores by himself; 0 where the office acts as one';
comment on column evaluation.marks.points is '1 or 0 where the item asks yes or no';

-- Facts that the sheet is judged by: told by the platform, or stated by people with proof.
create table evaluation.facts (
    sheet_id     bigint not null,
    name         text not null,
    value        text not null,
    link         text,
    told         boolean not null,
    account_id   bigint,
    account_name text not null default '',
    as_of        timestamptz not null,
    constraint fact_pk primary key (sheet_id, name),
    constraint fact_sheet_exists foreign key (sheet_id) references evaluation.sheets (id),
    constraint fact_stated_by_somebody check (told or account_id is not null)
);
comment on column evaluation.facts.told is 'by a module of the platform, kept as it was when the scoring began';

create table evaluation.scores (
    sheet_id     bigint not null,
    scorer       bigint not null,
    scorer_name  text not null,
    points       numeric(9, 4) not null,
    given_at     timestamptz not null,
    constraint score_pk primary key (sheet_id, scorer),
    constraint score_sheet_exists foreign key (sheet_id) references evaluation.sheets (id),
    constraint score_not_below_zero check (points >= 0)
);

create table evaluation.proofs (
    id            bigint generated always as identity,
    sheet_id      bigint not null,
    about         text not null,
    file_id       bigint not null,
    stage         text not null,
    added_by      bigint not null,
    added_by_name text not null,
    added_at      timestamptz not null,
    constraint proof_pk primary key (id),
    constraint proof_sheet_exists foreign key (sheet_id) references evaluation.sheets (id)
);
comment on column evaluation.proofs.about is 'an item''s id, a fact''s name or the title of a document that the stage needs';
create index proofs_of_sheet on evaluation.proofs (sheet_id, id);

create table evaluation.corrections (
    id             bigint generated always as identity,
    sheet_id       bigint not null,
    item_id        text not null,
    item_title     text not null,
    before_points  text not null,
    after_points   numeric(9, 4) not null,
    before_total   numeric(9, 4) not null,
    after_total    numeric(9, 4) not null,
    reason         text not null,
    office_name    text not null,
    corrected_by   bigint not null,
    corrected_name text not null,
    corrected_on   date not null,
    constraint correction_pk primary key (id),
    constraint correction_sheet_exists foreign key (sheet_id) references evaluation.sheets (id),
    constraint correction_has_reason check (length(reason) >= 4)
);
create index corrections_of_sheet on evaluation.corrections (sheet_id, id);
revoke update, delete on evaluation.corrections from nongyou_app;

-- What a brand tells of itself beside its entry in the catalogue: where it comes from and its history (品牌和历史).
create table evaluation.brands (
    listing_id   bigint not null,
    since        int,
    origin       text not null default '',
    story        text not null default '',
    revision     int not null default 1,
    updated_by   bigint not null,
    updated_name text not null,
    updated_at   timestamptz not null,
    constraint brand_pk primary key (listing_id),
    constraint brand_since_is_a_year check (since is null or since between -3000 and 2100)
);

-- Whether a named county still is what it was named for (动态核查): the finding, and what was proved.
create table evaluation.checks (
    id              bigint generated always as identity,
    form_key        text not null,
    listing_id      bigint not null,
    region_code     text collate "C" not null,
    checked_on      date not null,
    passed          boolean not null,
    finding         text not null,
    mended_on       date,
    mended_how      text not null default '',
    scheme_id       text not null,
    clause          text not null,
    file_id         bigint,
    office_id       bigint not null,
    office_name     text not null,
    checked_by      bigint not null,
    checked_by_name text not null,
    recorded_at     timestamptz not null,
    demo            boolean not null default false,
    constraint check_pk primary key (id),
    constraint check_form_sent_once unique (form_key),
    constraint check_mended_only_where_failed check (mended_on is null or (not passed and mended_on >= checked_on)),
    constraint check_mended_says_how check ((mended_on is null) = (mended_how = ''))
);
create index checks_of_county on evaluation.checks (region_code, id desc);
