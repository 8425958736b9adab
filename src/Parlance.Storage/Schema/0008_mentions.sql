-- `,12,13,`: the members a message mentions.
alter table messages add column mentions text;
