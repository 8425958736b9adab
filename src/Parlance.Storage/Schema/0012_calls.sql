-- One row a call, or a match of whose call somebody reported. Enumerations as in the core's types.
create table calls (
    number {generated_id},
    -- Of the call or the match, 32 hexadecimal digits.
    id text not null,
    kind smallint not null,
    conversation_id bigint,
    started_at bigint not null,
    ended_at bigint,
    ending smallint
);

create unique index calls_id on calls (id);
create index calls_started on calls (started_at, number);

-- One row a person in a call. Whatever is known stays: stages are united, of the rest the first word counts.
create table call_parties (
    call_id text not null,
    party text not null,
    user_id bigint,
    stages smallint not null default 0,
    local_candidate smallint,
    remote_candidate smallint,
    setup_ms bigint,
    ending smallint,
    reported text,
    primary key (call_id, party)
) {clustered};
