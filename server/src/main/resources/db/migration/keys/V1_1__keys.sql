-- A key-encryption key that customer keys may be wrapped under. Its row goes before its secret is destroyed: the
-- foreign key below then refuses any customer key that was being wrapped under it meanwhile.
create table key_encryption_key (
    version int primary key
);

-- When each key-encryption key was made, replaced and destroyed; never deleted. destroyed_at is the moment since
-- which older copies of what it wrapped are unreadable.
create table key_encryption_key_history (
    version int primary key,
    created_at timestamptz not null,
    replaced_at timestamptz,
    destroyed_at timestamptz
);

create table customer_key (
    customer_id bigint primary key,
    kek_version int not null references key_encryption_key (version),
    key_version int not null,
    wrapped bytea not null,
    commitment bytea not null,
    created_at timestamptz not null default clock_timestamp()
) with (fillfactor = 90);

create index customer_key_by_kek on customer_key (kek_version);
