-- One sealed record. The customer comes first in every key, so that tables can be split by customer; the customer's
-- own record has the customer's id. What is not sealed here names the record, its collection and when it was made.
create table record (
    customer_id bigint not null references customer_key (customer_id),
    record_id bigint not null,
    collection text not null,
    sealed bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (customer_id, record_id)
) with (fillfactor = 90);

create index record_by_collection on record (collection, customer_id, record_id);

-- Keyed hashes of searchable values. A unique field keeps 128 bits and the database enforces it; others are truncated.
create table blind_index (
    field text not null,
    value bytea not null,
    customer_id bigint not null,
    record_id bigint not null,
    is_unique boolean not null,
    primary key (field, value, customer_id, record_id)
);
create unique index blind_index_unique on blind_index (field, value) where is_unique;
create index blind_index_by_record on blind_index (customer_id, record_id);

-- How far the index of a field reaches over the records stored before the field became searchable.
create table blind_index_state (
    field text primary key,
    bits int not null,
    complete boolean not null,
    after_customer bigint not null default -9223372036854775808,
    after_record bigint not null default -9223372036854775808
);

-- Answers to repeated requests: only keyed hashes, the id and the version.
create table idempotency (
    scope bytea primary key,
    body bytea not null,
    customer_id bigint not null,
    record_id bigint not null,
    version int not null,
    created_at timestamptz not null default clock_timestamp()
);
create index idempotency_by_customer on idempotency (customer_id);
create index idempotency_by_age on idempotency (created_at);

-- What the certificates of erasure are written from. A customer's id is all that is left of the customer.
create table erasure (
    id text primary key,
    customer_id bigint not null,
    removed_at timestamptz not null,
    records int not null,
    kek_version int not null,
    log_index bigint not null
);
