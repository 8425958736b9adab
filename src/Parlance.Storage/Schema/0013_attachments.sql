-- The message that a file was sent with first: the file goes when the message does.
alter table blobs add column message_id bigint;

create index blobs_message on blobs (message_id) where message_id is not null;
