-- `,12,13,`: the members a message mentions.
alter table messages add column mentions text;

-- The words of all messages: see Search/SearchEngine.cs, which also knows what stands in it.
{message_search}

-- How far the log's messages are indexed, and under which rules their words were told (Words.Version).
create table search_head (
    id {id},
    position bigint not null,
    version bigint not null
);

insert into search_head (id, position, version) values (1, 0, 0);

-- Messages whose content changed after they were posted, with the content before: what the index may still hold. Emptied by whoever indexes.
create table search_changes (
    id {generated_id},
    message_id bigint not null,
    content text not null
);

create index search_changes_message on search_changes (message_id);
