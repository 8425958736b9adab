create table blobs (
    name text not null primary key,
    kind smallint not null,
    owner_id bigint,
    conversation_id bigint,
    content_type text not null,
    size bigint not null,
    created_at bigint not null,
    used smallint not null default 0
);

create index blobs_owner on blobs (owner_id, name) where owner_id is not null;
create index blobs_conversation on blobs (conversation_id, name) where conversation_id is not null;
-- Few at any time: files between upload and first use, and those that were forgotten there.
create index blobs_unused on blobs (name) where used = 0;

-- Which rooms show a picture at all; asked by the sweep for files whose conversation is not known.
create index conversations_pictured on conversations (id) where thumbnail_url is not null;
