-- How often this database came from a backup. Tokens drawn after a backup was made are not in it, so that each restore
-- passes over half of the numbers that are left.
create table token_restores (
    one boolean primary key default true check (one),
    restores int not null
);
insert into token_restores (restores) values (0);
