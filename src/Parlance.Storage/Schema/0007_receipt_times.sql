-- When somebody's watermark last moved.
alter table members add column receipt_at bigint;

-- What people say about themselves to those they are to meet, as a JSON object.
alter table users add column personal text;
