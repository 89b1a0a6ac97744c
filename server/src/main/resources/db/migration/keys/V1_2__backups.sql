-- Backups that were made, so that the keys they need outlive their keeping time. kek_versions are those that wrapped
-- a customer's key in the backup's snapshot, and the newest. A row without finished_at is of a backup under way, or of
-- one whose server ended meanwhile.
create table backup (
    id text primary key,
    started_at timestamptz not null,
    finished_at timestamptz,
    keep_until timestamptz not null,
    kek_versions int[] not null
);
