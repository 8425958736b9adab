-- One text for both engines; SqlDialect replaces {generated_id} and {id}. Times are Unix milliseconds, flags 0 or 1, hashes hex.

create table users (
    id {generated_id},
    key text not null,
    username text,
    username_folded text,
    display_name text not null,
    display_folded text not null,
    email text,
    email_folded text,
    avatar_url text,
    bio text,
    password_hash text,
    guest_key_hash text,
    role smallint not null,
    banned_until bigint,
    token_generation bigint not null default 0,
    created_at bigint not null,
    last_seen_at bigint
);

-- Guests have no name and no e-mail: nulls do not collide in a unique index.
create unique index users_key on users (key);
create unique index users_username on users (username_folded);
create unique index users_email on users (email_folded);
create unique index users_guest_key on users (guest_key_hash);

create table refresh_tokens (
    hash text not null primary key,
    session text not null,
    user_id bigint not null,
    family text not null,
    expires_at bigint not null,
    spent smallint not null default 0
);

create index refresh_tokens_session on refresh_tokens (session);
create index refresh_tokens_user on refresh_tokens (user_id);
create index refresh_tokens_expiry on refresh_tokens (expires_at);

create table ended_sessions (
    session text not null primary key,
    ended_at bigint not null
);

create index ended_sessions_time on ended_sessions (ended_at);
