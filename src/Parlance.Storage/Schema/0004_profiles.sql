alter table users add column avatar_urls text;
alter table users add column details text;
alter table users add column version bigint not null default 0;
alter table users add column deleted smallint not null default 0;
alter table users add column spared_session text;
