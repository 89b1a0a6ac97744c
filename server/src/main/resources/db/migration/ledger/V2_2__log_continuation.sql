-- Each restore from a backup ends one log and continues it under another origin. The signed statement says so; a row
-- that is not signed by a key of the log counts for nothing.
create table log_continuation (
    origin text primary key,
    statement text not null
);
