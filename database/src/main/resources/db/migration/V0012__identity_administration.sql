-- Administration of offices and accounts: a password given by an administrator is good for one sign-in, the lists of a
-- city and of a county come from an index in their order, and a person is found by part of the name.
alter table identity.accounts add column must_change_password boolean not null default false;
comment on column identity.accounts.must_change_password is 'the password was given by an administrator: the person chooses an own one before anything else';

create index offices_of_city on identity.offices (left(region_code, 4), region_code, id);
create index offices_of_county on identity.offices (left(region_code, 6), region_code, id);
create index accounts_of_city on identity.accounts (left(region_code, 4), region_code, id);
create index accounts_of_county on identity.accounts (left(region_code, 6), region_code, id);
create index accounts_by_name on identity.accounts using gin ((username || ' ' || name) gin_trgm_ops);
create index offices_by_name on identity.offices using gin (name gin_trgm_ops);
