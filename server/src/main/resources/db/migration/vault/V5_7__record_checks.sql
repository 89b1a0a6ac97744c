-- As for customer keys: a record has its customer's key, and the key stays as long as there are records. A writer
-- holds the row of the key (or has inserted it in its own transaction), so no lock is taken here.
alter table record drop constraint record_customer_id_fkey;

create function record_has_its_key() returns trigger language plpgsql as $$
begin
    if exists (
        select from added a where not exists (select from customer_key k where k.customer_id = a.customer_id)
    ) then
        raise foreign_key_violation using message = 'A record belongs to a customer without a key';
    end if;
    return null;
end
$$;

create trigger record_inserted after insert on record
    referencing new table as added for each statement execute function record_has_its_key();

create function customer_key_is_unused() returns trigger language plpgsql as $$
begin
    if exists (select from removed k join record r on r.customer_id = k.customer_id) then
        raise foreign_key_violation using message = 'A customer still has records';
    end if;
    return null;
end
$$;

create trigger customer_key_deleted after delete on customer_key
    referencing old table as removed for each statement execute function customer_key_is_unused();
