-- The one row every append passes through. Its lock is held to commit: the order of indexes is the order of commits,
-- and there are no gaps.
create table ledger_head (
    one boolean primary key default true check (one),
    next bigint not null
) with (fillfactor = 10);
insert into ledger_head (next) values (0);

-- customer and record repeat the pseudonyms inside the entry so that they can be looked up; the self-check compares
-- them with the entry.
create table ledger_entry (
    idx bigint primary key,
    entry bytea not null,
    customer bytea,
    record bytea
);
create index ledger_entry_by_customer on ledger_entry (customer, idx) where customer is not null;
create index ledger_entry_by_record on ledger_entry (record, idx) where record is not null;

-- What may be erased: search terms, reasons, on whose behalf. The entry holds only a hash of the sealed bytes.
create table ledger_detail (
    idx bigint primary key,
    sealed bytea not null
);

-- Secrets that seal details which belong to no customer. Never rewrapped: they die with their key-encryption key.
create table ledger_detail_key (
    kek_version int primary key,
    wrapped bytea not null,
    commitment bytea not null
);

-- One row a tile, as wide as it has grown; a narrower tile is a prefix of it.
create table ledger_tile (
    level smallint not null,
    tile bigint not null,
    hashes bytea not null,
    primary key (level, tile)
);

-- The newest signed checkpoint. Its lock is the turn to sign.
create table ledger_checkpoint (
    one boolean primary key default true check (one),
    size bigint not null,
    note text not null,
    signed_at timestamptz not null default clock_timestamp()
);
insert into ledger_checkpoint (size, note) values (0, '');
