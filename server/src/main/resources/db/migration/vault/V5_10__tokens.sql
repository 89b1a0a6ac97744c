-- What tokens stand for. A row is found by a keyed hash of purpose and token, so a thief of the database has no token;
-- the token and its value lie sealed together. Everything in a row but its age is authenticated with what is sealed.
create table token (
    token_index bytea primary key,
    customer_id bigint not null references customer_key (customer_id),
    record_id bigint not null,
    collection text not null,
    field text not null,
    purpose text not null,
    kind text not null,
    one_time boolean not null,
    expires_at timestamptz,
    same_value bytea,
    sealed bytea not null,
    created_at timestamptz not null default clock_timestamp()
);
-- Deterministic tokens are found again by a keyed hash of the value and of whose it is.
create unique index token_same_value on token (same_value) where same_value is not null;
create index token_by_record on token (customer_id, record_id);
create index token_by_expiry on token (expires_at) where expires_at is not null;

-- How many tokens of digits were drawn of each permutation. Numbers are never drawn twice.
create table token_counter (
    purpose text not null,
    length int not null,
    check_digit text not null,
    drawn bigint not null,
    primary key (purpose, length, check_digit)
);
