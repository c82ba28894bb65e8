-- The application works as a role of its own that owns nothing: what is append-only is so by grant, not by promise.
-- Migrations run as the owner; every connection of the application says SET ROLE nongyou_app.
do $$
begin
    if not exists (select from pg_roles where rolname = 'nongyou_app') then
        create role nongyou_app nologin;
    end if;
    execute format('grant nongyou_app to %I', current_user);
exception when duplicate_object then null;
end $$;

alter default privileges grant usage on schemas to nongyou_app;
alter default privileges grant select, insert, update, delete on tables to nongyou_app;
alter default privileges grant usage, select on sequences to nongyou_app;

-- The first schema was made before these defaults.
grant usage on schema region to nongyou_app;
grant select, insert, update, delete on all tables in schema region to nongyou_app;
grant usage, select on all sequences in schema region to nongyou_app;
