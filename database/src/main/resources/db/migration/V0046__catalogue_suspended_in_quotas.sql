-- A quota tells entries in force apart from suspended ones, as the targets do. The suspended are few: an index on just
-- them, so that the count of those standing still comes from listings_standing alone. And accounts of a producer that
-- moved before they moved with it.
create index listings_suspended on catalogue.listings (scheme_id, kind, region_code) include (valid_to)
    where status = 'suspended';
update identity.accounts a set region_code = p.region_code
  from producer.producers p
 where a.producer_id = p.id and a.region_code <> p.region_code;
