namespace Parlance.Storage.Search;

internal static class SearchSql
{
    public const string Head = "select position, version from search_head where id = 1";

    /// <summary>For whoever indexes: one at a time.</summary>
    public const string LockHead = Head + "{for_update}";

    public const string SaveHead = "update search_head set position = @position, version = @version where id = 1";

    /// <summary>Just before the content of a message changes.</summary>
    public const string NoteChange = "insert into search_changes (message_id, content) select id, content from messages where id = @id";

    public const string NotePurgeIndexed = """
        insert into search_changes (message_id, content)
        select id, content from messages
        where id in (select id from message_seqs where conversation_id = @conversation_id and seq > @after and seq <= @upto) and content <> ''
        """;

    public const string NotePurgeTail = """
        insert into search_changes (message_id, content)
        select id, content from messages
        where id > (select indexed from log_head where id = 1) and conversation_id = @conversation_id and seq > @after and seq <= @upto and content <> ''
        """;

    /// <summary>Of several changes of one message the first comes first: it has the content that is indexed.</summary>
    public const string Changes = """
        select c.message_id, m.conversation_id, m.sender_id, c.content from search_changes c join messages m on m.id = c.message_id
        order by c.id limit @limit
        """;

    public const string ForgetChanges = "delete from search_changes where message_id in {ids}";

    public const string Current = """
        select m.id, m.conversation_id, m.sender_id, m.content from messages m where m.id in {ids}
        """;

    public const string Posted = """
        select m.id, m.conversation_id, m.sender_id, m.content from messages m where m.id > @position order by m.id limit @limit
        """;

    /// <summary>The conversations somebody is in, those in which something was said last first.</summary>
    public const string Active = """
        select m.conversation_id, h.active_position
        from members m join conversations c on c.id = m.conversation_id join conversation_heads h on h.conversation_id = m.conversation_id
        where m.user_id = @user_id and m.state < 1 and c.deleted = 0 and h.last_seq > m.cleared_seq
        order by h.active_position desc
        """;

    /// <summary>Ids of messages that answer @query, as far as the reader may read them; newest first.</summary>
    public static string Find(SearchEngine engine) => $"""
        select m.id from message_search s cross join messages m cross join members b
        where {engine.Words.Matches} and {engine.Words.Id} > @above and {engine.Words.Id} < @below
          and m.id = {engine.Words.Id} and m.deleted = 0
          and b.conversation_id = m.conversation_id and b.user_id = @user_id and b.state < 1 and m.seq > b.cleared_seq
        order by {engine.Words.Id} desc limit @limit
        """;
}
