namespace Parlance.Storage.Messages;

internal static class MessageSql
{
    // The order is that of Rows.Message.
    private const string Columns = """
        m.id, m.conversation_id, m.seq, m.sender_id, m.sender_name, m.sender_avatar, m.kind, m.content, m.attachments, m.reply_to, m.client_id,
        m.sent_at, m.edited_at, m.deleted, m.reactions, m.revision,
        (select coalesce(c.pair_key, c.key) from conversations c where c.id = m.conversation_id) as conversation_key,
        (select u.key from users u where u.id = m.sender_id) as sender_key
        """;

    /// <summary>Stores nothing when (sender, client id) is taken; any other conflict is an error.</summary>
    public const string Insert = """
        insert into messages (id, conversation_id, seq, sender_id, sender_name, sender_avatar, kind, content, attachments, reply_to, client_id, sent_at)
        values (@id, @conversation_id, @seq, @sender_id, @sender_name, @sender_avatar, @kind, @content, @attachments, @reply_to, @client_id, @sent_at)
        on conflict (client_id, sender_id) where client_id is not null do nothing
        """;

    public const string Find = $"select {Columns} from messages m where m.id = @id";

    public const string FindByClientId = $"select {Columns} from messages m where m.client_id = @client_id and m.sender_id = @sender_id";

    /// <summary>May return messages of other senders with the same client ids.</summary>
    public const string FindByClientIds = $$"""select {{Columns}} from messages m where m.client_id in {texts}""";

    // A conversation's messages by sequence number stand in message_seqs as far as the log is indexed; the few that are newer are found by walking the
    // end of the log, which is never longer than SqlDialect.MaxUnindexed.
    private const string Tail = "m.id > (select indexed from log_head where id = 1) and m.conversation_id = @conversation_id";

    public const string Before = $"""
        select * from (
            select {Columns} from messages m join (
                select id from message_seqs where conversation_id = @conversation_id and seq < @seq order by seq desc limit @limit
            ) s on s.id = m.id
            union all
            select {Columns} from messages m where {Tail} and m.seq < @seq
        ) page order by seq desc limit @limit
        """;

    public const string After = $"""
        select * from (
            select {Columns} from messages m join (
                select id from message_seqs where conversation_id = @conversation_id and seq > @seq order by seq limit @limit
            ) s on s.id = m.id
            union all
            select {Columns} from messages m where {Tail} and m.seq > @seq
        ) page order by seq limit @limit
        """;

    public const string IdAt = $"""
        select id from message_seqs where conversation_id = @conversation_id and seq = @seq
        union all
        select m.id from messages m where {Tail} and m.seq = @seq
        """;

    /// <summary>Brings the index of sequence numbers up to date: in order of the index, so that each of its pages is written once for all its rows.</summary>
    public const string Index = """
        insert into message_seqs (conversation_id, seq, id)
        select conversation_id, seq, id from messages where id > (select indexed from log_head where id = 1) order by conversation_id, seq
        """;

    public const string SaveIndexed = "update log_head set indexed = @position where id = 1";

    public const string Newest = $$"""
        select {{Columns}}
        from conversation_heads h join messages m on m.id = h.active_position
        where h.conversation_id in {ids}
        """;

    /// <summary>Conversations in which anything changed.</summary>
    public const string ChangedHeads = """
        select conversation_id, last_seq, last_position, active_position, member_count, 0
        from conversation_heads where conversation_id in {ids} and last_position > @position
        """;

    // "revision > 0" again, because an index with a condition is only used when the query repeats it.
    public const string Revised = $$"""
        select {{Columns}} from messages m
        where m.conversation_id in {ids} and m.revision > @position and m.revision > 0 and m.id <= @position
        order by m.revision limit @limit
        """;

    /// <summary>Overwrites all that can change after a message was posted.</summary>
    public const string Revise = """
        update messages
        set content = @content, attachments = @attachments, reactions = @reactions, edited_at = @edited_at, deleted = @deleted, revision = @revision
        where id = @id
        """;
}
