-- Veterinary drugs have registrations of their own (批准文号), and their waiting times count in more ways than days.
alter table standard.products
    add column kind text not null default 'pesticide',
    add column rule text not null default 'days',
    add constraint product_kind_known check (kind in ('pesticide', 'veterinary')),
    add constraint product_rule_known check (rule in ('days', 'not_while_laying', 'eggs', 'milk', 'degree_days'));
alter table standard.products alter column kind drop default, alter column rule drop default;
comment on column standard.products.interval_days is 'days or, by the rule degree_days, degree-days; 0 where never while laying';
