-- A foreign key checks and locks row by row, which costs an import more than storing the row. These keep the same
-- promise statement by statement: no customer key is wrapped under a key-encryption key that is not there, and none
-- that wraps one goes. The lock makes a deletion wait for inserts under way, and inserts for a deletion.
alter table customer_key drop constraint customer_key_kek_version_fkey;

create function customer_key_names_its_kek() returns trigger language plpgsql as $$
begin
    perform from key_encryption_key where version in (select kek_version from added) for key share;
    if exists (
        select from added a where not exists (select from key_encryption_key k where k.version = a.kek_version)
    ) then
        raise foreign_key_violation using message = 'A customer key names a key-encryption key that is not there';
    end if;
    return null;
end
$$;

create trigger customer_key_inserted after insert on customer_key
    referencing new table as added for each statement execute function customer_key_names_its_kek();
create trigger customer_key_updated after update on customer_key
    referencing new table as added for each statement execute function customer_key_names_its_kek();

create function key_encryption_key_is_unused() returns trigger language plpgsql as $$
begin
    if exists (select from removed r join customer_key c on c.kek_version = r.version) then
        raise foreign_key_violation using message = 'Customer keys are wrapped under a key-encryption key';
    end if;
    return null;
end
$$;

create trigger key_encryption_key_deleted after delete on key_encryption_key
    referencing old table as removed for each statement execute function key_encryption_key_is_unused();
