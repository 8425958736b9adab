-- One row a pair of people, the one with the smaller id first: 0 said nothing, 1 like, 2 skip. Whoever says something locks the row, so that of two likes at
-- the same moment one sees the other.
create table likes (
    id {generated_id},
    low_id bigint not null,
    high_id bigint not null,
    low_says smallint not null default 0,
    high_says smallint not null default 0,
    said_at bigint,
    -- When they first liked each other.
    matched_at bigint,
    -- Both do now.
    active smallint not null default 0
);

create unique index likes_pair on likes (low_id, high_id);
create index likes_high on likes (high_id, low_id);

create table blocks (
    blocker_id bigint not null,
    blocked_id bigint not null,
    created_at bigint not null,
    primary key (blocker_id, blocked_id)
) {clustered};

create index blocks_blocked on blocks (blocked_id, blocker_id);

create table interests (
    id {generated_id},
    name text not null,
    name_folded text not null
);

create unique index interests_name on interests (name_folded);

insert into interests (name, name_folded)
values ('sport', 'sport'), ('musique', 'musique'), ('cinéma', 'cinéma'), ('voyage', 'voyage'), ('lecture', 'lecture'), ('cuisine', 'cuisine'),
       ('danse', 'danse'), ('photographie', 'photographie'), ('nature', 'nature'), ('art', 'art'), ('technologie', 'technologie'), ('jeux vidéo', 'jeux vidéo');

create table device_tokens (
    id {generated_id},
    user_id bigint not null,
    token text not null,
    platform text not null,
    active smallint not null default 1,
    created_at bigint not null,
    updated_at bigint not null
);

create unique index device_tokens_token on device_tokens (token);
create index device_tokens_user on device_tokens (user_id, id);
