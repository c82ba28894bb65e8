-- What somebody wants to say with a sheet was kept only in the moment of handing it on: whoever saved a half-filled
-- sheet lost his words, and a scorer's words went nowhere. They are kept with the sheet, one for a stage's office and
-- one for each who scores by himself.
create table evaluation.remarks (
    sheet_id bigint not null,
    stage    text not null,
    scorer   bigint not null,
    words    text not null,
    constraint remark_pk primary key (sheet_id, stage, scorer),
    constraint remark_sheet_exists foreign key (sheet_id) references evaluation.sheets (id),
    constraint remark_says_something check (words <> '')
);
comment on column evaluation.remarks.scorer is 'the account of whoever scores by himself; 0 where the office acts as one';
