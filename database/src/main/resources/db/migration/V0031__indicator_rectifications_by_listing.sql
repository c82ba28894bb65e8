-- The date of a rectification now stands on the listing (V0026): the view goes by it, so that a moved date and the
-- order by date come from one index.
create or replace view indicator.rectifications as
    select m.id, l.id as listing_id, l.scheme_id, l.title, l.region_code, coalesce(m.reason, '') as reason,
           l.rectify_by as due_on, l.demo
      from catalogue.listings l
      left join lateral (select id, reason
                           from catalogue.measures
                          where listing_id = l.id and kind = 'rectification'
                          order by id desc
                          limit 1) m on true
     where l.status = 'rectifying';
drop index catalogue.measures_closing;
