create table messages (
    -- The log position at which the message was posted.
    id {id},
    conversation_id bigint not null,
    seq bigint not null,
    sender_id bigint not null,
    sender_name text not null,
    sender_avatar text,
    kind text not null,
    content text not null,
    attachments text,
    reply_to bigint,
    client_id text,
    sent_at bigint not null,
    edited_at bigint,
    deleted smallint not null default 0,
    reactions text,
    revision bigint not null default 0
);

create unique index messages_seq on messages (conversation_id, seq);

-- The client id first: ids that grow with time are then appended at the right edge instead of all over the index.
create unique index messages_client on messages (client_id, sender_id) where client_id is not null;

create index messages_revised on messages (conversation_id, revision) where revision > 0;

-- One row: the newest position. Its lock makes the nodes' log transactions follow one another.
create table log_head (
    id {id},
    position bigint not null
);

insert into log_head (id, position) values (1, 0);
