-- How far certificates reach (合格证覆盖率): who issued how much in which month. Counted from the certificates themselves
-- as they are issued and end, so that a year of a province need not add up millions of them.
create table compliance.issued (
    producer_id bigint not null,
    month       date not null,
    n           int not null,
    kg          numeric(18, 3) not null,
    constraint issued_pk primary key (producer_id, month),
    constraint issued_never_negative check (n >= 0 and kg >= 0)
);
comment on table compliance.issued is 'certificates that stand, by producer and month of issue; kept by a trigger';
create index issued_in_month on compliance.issued (month, producer_id) include (n, kg);

create function compliance.keep_issued() returns trigger
    language plpgsql security definer set search_path = pg_catalog as $$
declare
    first date := date_trunc('month', new.issued_on)::date;
begin
    if new.state = 'issued' and (tg_op = 'INSERT' or old.state <> 'issued') then
        insert into compliance.issued as kept (producer_id, month, n, kg)
        values (new.producer_id, first, 1, new.quantity_kg)
        on conflict on constraint issued_pk do update set n = kept.n + 1, kg = kept.kg + excluded.kg;
    elsif new.state <> 'issued' and tg_op = 'UPDATE' and old.state = 'issued' then
        update compliance.issued as kept set n = kept.n - 1, kg = kept.kg - new.quantity_kg
         where kept.producer_id = new.producer_id and kept.month = first;
    end if;
    return null;
end $$;
revoke execute on function compliance.keep_issued() from public;
create trigger issued_follows_certificates after insert or update of state on compliance.commitments
    for each row execute function compliance.keep_issued();

insert into compliance.issued (producer_id, month, n, kg)
    select producer_id, date_trunc('month', issued_on)::date, count(*), sum(quantity_kg)
      from compliance.commitments where state = 'issued' group by 1, 2;

revoke insert, update, delete on compliance.issued from nongyou_app;

-- What of the registers below the figures need; read only here.
create view compliance.duty_holders as
    select one.id as producer_id, one.name, one.kind, issuer.duty, one.region_code, one.contact_name, one.phone, one.demo
      from producer.producers one join compliance.issuers issuer on issuer.kind = one.kind
     where one.active and issuer.duty <> 'none';
create view compliance.harvests as
    select producer_id, harvested_on, produce, quantity_kg from production.batches
     where closed_on is null or certified_kg > 0;
