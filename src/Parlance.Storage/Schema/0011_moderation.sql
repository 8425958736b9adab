-- What people say about others to the moderators. A party is known by what it showed: an account, the key of a guest's place in a match, a device, an address.
create table reports (
    id {generated_id},
    reporter_id bigint,
    reporter_key text,
    subject_id bigint,
    subject_key text,
    subject_device text,
    subject_address text,
    reason smallint not null,
    description text not null,
    match_id text,
    message_id bigint,
    conversation_id bigint,
    -- What the client called the occasion, as it came.
    session text,
    -- Who reports whom for what, as one text: the same is reported once while it is open.
    same text not null,
    -- What the reviewer is shown, as JSON.
    evidence text,
    created_at bigint not null,
    state smallint not null default 0,
    decided_by bigint,
    decided_at bigint,
    note text
);

create unique index reports_same on reports (same) where state = 0;
create index reports_state on reports (state, id);
create index reports_subject on reports (subject_id, id) where subject_id is not null;
create index reports_reporter on reports (reporter_id, id) where reporter_id is not null;

-- Bans of accounts (kind 0), devices (1) and addresses (2). Rows stay: a ban that was lifted or replaced says when and by whom.
create table bans (
    id {generated_id},
    kind smallint not null,
    -- The account's id, the device's key, or the address or network as it is written canonically.
    target text not null,
    reason text not null,
    -- The largest time for good.
    expires_at bigint not null,
    created_at bigint not null,
    created_by bigint,
    lifted_at bigint,
    lifted_by bigint
);

create unique index bans_active on bans (kind, target) where lifted_at is null;
create index bans_remembered on bans (expires_at) where lifted_at is null and kind in (1, 2);
create index bans_target on bans (kind, target, id);

create table text_filters (
    id {generated_id},
    kind smallint not null,
    pattern text not null,
    action smallint not null,
    created_at bigint not null,
    created_by bigint
);

create unique index text_filters_pattern on text_filters (kind, pattern);

-- Counted up by every change of bans and filters, so that nodes see with one read that there is something to read.
create table moderation_versions (
    name text not null primary key,
    version bigint not null
);

insert into moderation_versions (name, version) values ('bans', 0), ('filters', 0), ('accounts', 0), ('roles', 0);

-- What moderators did. Only ever added to.
create table audit_log (
    id {generated_id},
    at bigint not null,
    -- Null for whoever works at the server's command line.
    actor_id bigint,
    action text not null,
    subject_id bigint,
    subject text,
    reason text,
    details text
);

create index audit_log_operator on audit_log (id) where actor_id is null;
create index audit_log_subject on audit_log (subject_id, id) where subject_id is not null;

create index users_admins on users (id) where role = 3;

-- Seconds a member waits between two messages; 0 for none.
alter table conversations add column slow_mode_s bigint not null default 0;
