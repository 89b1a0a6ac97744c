-- In what words a broken glass was reviewed: sealed under the key of the account that wrote them.
alter table access_period add column words bytea;
