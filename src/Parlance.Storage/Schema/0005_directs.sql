alter table conversations add column pair_key text;

create index conversations_pair on conversations (pair_key) where pair_key is not null;

alter table members add column cleared_seq bigint not null default 0;
