-- The trigram operators belong where every connection of the application finds them, not into Flyway's own schema.
do $$
begin
    if not exists (select from pg_extension where extname = 'pg_trgm') then
        create extension pg_trgm with schema public;
    end if;
end $$;
