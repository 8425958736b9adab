alter table users add column avatar_urls text;
alter table users add column details text;
