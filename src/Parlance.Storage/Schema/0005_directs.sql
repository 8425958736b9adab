alter table conversations add column pair_key text;

-- Direct conversations that were there before get theirs: what their two members are called, in one order whoever asks.
update conversations
set pair_key = (
    select case when a.key {by_code_unit} <= b.key {by_code_unit} then a.key || '-' || b.key else b.key || '-' || a.key end
    from members ma
    join members mb on mb.conversation_id = ma.conversation_id and mb.user_id > ma.user_id
    join users a on a.id = ma.user_id
    join users b on b.id = mb.user_id
    where ma.conversation_id = conversations.id
    limit 1
)
where kind = 1;

create index conversations_pair on conversations (pair_key) where pair_key is not null;

alter table members add column cleared_seq bigint not null default 0;

-- Who proved to know a room's password: `user:12`, `browser:` and a hash, or `address:203.0.113.7`.
create table room_grants (
    conversation_id bigint not null,
    holder text not null,
    -- Which password that was: a new one makes the grants of the old one worthless.
    password text not null,
    expires_at bigint not null,
    primary key (conversation_id, holder)
) {clustered};

create index room_grants_expiry on room_grants (expires_at);
