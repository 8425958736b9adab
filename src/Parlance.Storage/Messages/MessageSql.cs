namespace Parlance.Storage.Messages;

internal static class MessageSql
{
    // The order is that of Rows.Message.
    private const string Columns = """
        m.id, m.conversation_id, m.seq, m.sender_id, m.sender_name, m.sender_avatar, m.kind, m.content, m.attachments, m.reply_to, m.client_id,
        m.sent_at, m.edited_at, m.deleted, m.reactions, m.revision,
        (select coalesce(c.pair_key, c.key) from conversations c where c.id = m.conversation_id) as conversation_key,
        (select u.key from users u where u.id = m.sender_id) as sender_key, m.mentions
        """;

    /// <summary>Stores nothing when (sender, client id) is taken; any other conflict is an error.</summary>
    public const string Insert = """
        insert into messages (id, conversation_id, seq, sender_id, sender_name, sender_avatar, kind, content, attachments, reply_to, client_id, sent_at, mentions)
        values (@id, @conversation_id, @seq, @sender_id, @sender_name, @sender_avatar, @kind, @content, @attachments, @reply_to, @client_id, @sent_at, @mentions)
        on conflict (client_id, sender_id) where client_id is not null do nothing
        """;

    public const string Find = $"select {Columns} from messages m where m.id = @id";

    /// <summary>Newest first.</summary>
    public const string FindMany = $$"""select {{Columns}} from messages m where m.id in {ids} order by m.id desc""";

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

    /// <summary>As <see cref="Before"/>, of those that are not deleted; stops reading when there are enough.</summary>
    public const string Recent = $"""
        select * from (
            select * from (
                select {Columns} from message_seqs s cross join messages m
                where s.conversation_id = @conversation_id and s.seq < @seq and s.seq > @after and m.id = s.id and m.deleted = 0
                order by s.seq desc limit @limit
            ) indexed_part
            union all
            select {Columns} from messages m where {Tail} and m.seq < @seq and m.seq > @after and m.deleted = 0
        ) page order by seq desc limit @limit
        """;

    /// <summary>Messages after one and up to another that are not deleted, those of one sender left out.</summary>
    public const string CountVisible = $"""
        select count(*) from (
            select s.seq from message_seqs s cross join messages m
            where s.conversation_id = @conversation_id and s.seq > @after and s.seq <= @upto and m.id = s.id and m.deleted = 0 and m.sender_id + 0 <> @except
            union all
            select m.seq from messages m where {Tail} and m.seq > @after and m.seq <= @upto and m.deleted = 0 and m.sender_id + 0 <> @except
        ) visible
        """;

    /// <summary>What others wrote to somebody in direct conversations and no device of theirs has, newest first.</summary>
    public const string Undelivered = $$"""
        select * from (
            select {{Columns}}
            from members b cross join conversations d cross join message_seqs s cross join messages m
            where b.user_id = @user_id and b.state < 1 and d.id = b.conversation_id and d.kind = 1 and d.deleted = 0
              and s.conversation_id = b.conversation_id and s.seq > {greatest}(b.delivered_seq, b.cleared_seq)
              and m.id = s.id and m.sender_id + 0 <> @user_id and m.deleted = 0
            union all
            select {{Columns}}
            from messages m cross join members b cross join conversations d
            where m.id > (select indexed from log_head where id = 1) and m.sender_id + 0 <> @user_id and m.deleted = 0
              and b.conversation_id = m.conversation_id and b.user_id = @user_id and b.state < 1 and m.seq > {greatest}(b.delivered_seq, b.cleared_seq)
              and d.id = m.conversation_id and d.kind = 1 and d.deleted = 0
        ) waiting order by id desc limit @limit
        """;

    public const string Count = "select coalesce(sum(last_seq), 0) from conversation_heads";

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

    // The revision stays: nobody is left to whom this would have to be replayed.
    private const string Purge = "update messages set content = '', attachments = null, mentions = null, reactions = null, deleted = 1";

    public const string PurgeIndexed = $"""
        {Purge}
        where id in (select id from message_seqs where conversation_id = @conversation_id and seq > @after and seq <= @upto) and deleted = 0
        """;

    public const string PurgeTail = $"""
        {Purge}
        where id > (select indexed from log_head where id = 1) and conversation_id = @conversation_id and seq > @after and seq <= @upto and deleted = 0
        """;

    /// <summary>Overwrites all that can change after a message was posted.</summary>
    public const string Revise = """
        update messages
        set content = @content, attachments = @attachments, mentions = @mentions, reactions = @reactions, edited_at = @edited_at, deleted = @deleted, revision = @revision
        where id = @id
        """;
}
