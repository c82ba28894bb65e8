-- What the life of a listing needs beyond the first draft:
-- the revocation is a procedure of its own, so its start and its end without removal are measures too;
-- the date of a rectification stands on the listing, so that lists can show and count what is overdue;
-- a case lists once, however often its end is told;
-- search by two Chinese characters, which trigrams cannot do: an index over pairs of characters instead.
alter table catalogue.measures drop constraint measure_kind_known;
alter table catalogue.measures add constraint measure_kind_known check (kind in ('warning', 'rectification', 'suspension',
    'lifting', 'revocation', 'kept', 'removal', 'promotion', 'renewal', 'expiry'));
create index measures_of_case on catalogue.measures (case_id) where case_id is not null;

alter table catalogue.listings add column rectify_by date;
alter table catalogue.listings add constraint listing_rectifies_by_a_date check ((status = 'rectifying') = (rectify_by is not null));
create index listings_rectifying on catalogue.listings (rectify_by) where status = 'rectifying';
create index listings_ending on catalogue.listings (valid_to) where status in ('listed', 'warned', 'rectifying', 'suspended');
create unique index listing_case_once on catalogue.listings (case_id) where case_id is not null;

alter table catalogue.reserves add constraint reserve_scheme_exists foreign key (scheme_id, scheme_version) references scheme.schemes (id, version);
alter table catalogue.reserves add column producer_name text not null default '';

create function catalogue.bigrams(words text) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct substr(lower(words), i, 2)), '{}')
      from generate_series(1, greatest(length(words) - 1, 0)) i
$$;
create function catalogue.listing_bigrams(title text, producer_name text, product text, number text)
    returns text[] language sql immutable parallel safe as $$
    select catalogue.bigrams(title || chr(1) || producer_name || chr(1) || product || chr(1) || number)
$$;
drop index catalogue.listings_by_title;
drop index catalogue.listings_by_producer_name;
drop index catalogue.listings_by_product;
create index listings_by_words on catalogue.listings using gin (catalogue.listing_bigrams(title, producer_name, product, number));
