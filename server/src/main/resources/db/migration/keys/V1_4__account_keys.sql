-- The keys of people who sign in, wrapped as customers' keys are. Account numbers are negative, customers' are not.
create table account_key (
    account_id bigint primary key check (account_id < 0),
    kek_version int not null references key_encryption_key (version),
    key_version int not null,
    wrapped bytea not null,
    commitment bytea not null
);
