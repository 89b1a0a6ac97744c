-- One deployment per database. Its id is bound into every sealed value, so a value of another deployment never opens.
create table deployment (
    one boolean primary key default true check (one),
    id text not null,
    created_at timestamptz not null default clock_timestamp()
);

-- Advances whenever clients, grants or the catalog change. Every read returns it, so that a change takes effect on
-- the next request of every server.
create table configuration_version (
    one boolean primary key default true check (one),
    version bigint not null
);
insert into configuration_version (version) values (1);
