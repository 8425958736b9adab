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

-- Where a conversation's messages are, by sequence number. A table of its own, filled for many messages at once: an index on messages would touch a page
-- a conversation in every commit, which cost more than the message itself.
create table message_seqs (
    conversation_id bigint not null,
    seq bigint not null,
    id bigint not null,
    primary key (conversation_id, seq)
) {clustered};

-- The client id first: ids that grow with time are then appended at the right edge instead of all over the index.
create unique index messages_client on messages (client_id, sender_id) where client_id is not null;

create index messages_revised on messages (conversation_id, revision) where revision > 0;

-- One row: the newest position. Its lock makes the nodes' log transactions follow one another.
-- Messages up to `indexed` stand in message_seqs.
create table log_head (
    id {id},
    position bigint not null,
    indexed bigint not null
);

insert into log_head (id, position, indexed) values (1, 0, 0);
