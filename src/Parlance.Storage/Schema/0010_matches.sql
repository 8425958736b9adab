-- Who met whom; nothing of what they said. `ending` is MatchEnding.
create table matches (
    id text not null primary key,
    mode smallint not null,
    started_at bigint not null,
    ended_at bigint,
    ending smallint not null default 0,
    ended_by text,
    first_user_id bigint,
    first_key text not null,
    first_name text not null,
    first_username text,
    first_device text,
    first_address text not null,
    first_dialect text not null,
    second_user_id bigint,
    second_key text not null,
    second_name text not null,
    second_username text,
    second_device text,
    second_address text not null,
    second_dialect text not null
);

create index matches_started on matches (started_at);
create index matches_first on matches (first_user_id, started_at) where first_user_id is not null;
create index matches_second on matches (second_user_id, started_at) where second_user_id is not null;
