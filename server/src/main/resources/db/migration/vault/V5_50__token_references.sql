-- As for records: a token has its customer's key, and the key stays as long as there are tokens. Whoever stores a token
-- holds the row of the key, so no lock is taken here.
alter table token drop constraint token_customer_id_fkey;

create function token_has_its_key() returns trigger language plpgsql as $$
begin
    if exists (
        select from added a where not exists (select from customer_key k where k.customer_id = a.customer_id)
    ) then
        raise foreign_key_violation using message = 'A token belongs to a customer without a key';
    end if;
    return null;
end
$$;

create trigger token_inserted after insert on token
    referencing new table as added for each statement execute function token_has_its_key();

create or replace function customer_key_is_unused() returns trigger language plpgsql as $$
begin
    if exists (select from removed k join record r on r.customer_id = k.customer_id) then
        raise foreign_key_violation using message = 'A customer still has records';
    end if;
    if exists (select from removed k join token t on t.customer_id = k.customer_id) then
        raise foreign_key_violation using message = 'A customer still has tokens';
    end if;
    return null;
end
$$;
