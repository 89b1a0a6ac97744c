-- Whose HMAC makes the values of an index. What there was before was made by HMAC-SHA-256.
alter table search_index add column suite text not null default 'aes-256-gcm';
alter table search_index alter column suite drop default;
