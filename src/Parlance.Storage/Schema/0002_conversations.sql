create table conversations (
    id {generated_id},
    key text not null,
    kind smallint not null,
    privacy smallint not null,
    name text not null,
    description text,
    category text,
    tags text,
    thumbnail_url text,
    host_id bigint,
    max_members bigint not null,
    password_hash text,
    position bigint not null,
    created_at bigint not null,
    deleted smallint not null default 0,
    search_folded text not null
);

create unique index conversations_key on conversations (key);
create index conversations_listed on conversations (id) where kind = 0 and privacy <> 1 and deleted = 0;

-- What every message changes, apart from what hardly ever changes: a commit to a hundred conversations dirties two pages.
create table conversation_heads (
    conversation_id {id},
    last_seq bigint not null,
    -- Of the last change of any kind: whoever has seen it need not look further.
    last_position bigint not null,
    -- Of the newest message, or of the creation.
    active_position bigint not null,
    member_count bigint not null
);

create table members (
    conversation_id bigint not null,
    user_id bigint not null,
    role smallint not null,
    state smallint not null,
    display_name text not null,
    avatar_url text,
    delivered_seq bigint not null,
    read_seq bigint not null,
    joined_at bigint not null,
    position bigint not null,
    receipt_position bigint not null,
    primary key (conversation_id, user_id)
);

create index members_user on members (user_id, position);
create index members_joined on members (conversation_id, joined_at, user_id) where state = 0;
create index members_position on members (conversation_id, position);
create index members_receipts on members (conversation_id, receipt_position) where receipt_position > 0;
