namespace Parlance.Storage.Blobs;

internal static class BlobSql
{
    // The order is that of SqlBlobIndex.Row.
    private const string Columns = "b.name, b.kind, b.owner_id, b.conversation_id, b.content_type, b.size, b.created_at, b.used";

    public const string Add = """
        insert into blobs (name, kind, owner_id, content_type, size, created_at)
        values (@name, @kind, @owner_id, @content_type, @size, @created_at)
        """;

    public const string MarkUsed = "update blobs set used = 1 where name = @name";

    /// <summary>Only what was stored as a thumbnail becomes one: a room may show any URL, and somebody's avatar stays theirs.</summary>
    public const string MarkShown = """
        update blobs set used = 1, conversation_id = coalesce(conversation_id, @conversation_id)
        where name = @name and kind = 1
        """;

    /// <summary>A file belongs to the first message that its owner sends with it.</summary>
    public const string MarkSent = """
        update blobs set used = 1, message_id = coalesce(message_id, @message_id)
        where name = @name and kind = 2 and owner_id = @owner_id
        """;

    public const string Remove = "delete from blobs where name = @name";

    public const string Find = $"select {Columns} from blobs b where b.name = @name";

    public const string OfUser = $"select {Columns} from blobs b where b.owner_id = @owner_id order by b.name";

    public const string OfMessage = $"select {Columns} from blobs b where b.message_id = @message_id order by b.name";

    public const string OfConversation = $"select {Columns} from blobs b where b.conversation_id = @conversation_id order by b.name";

    /// <summary>@at_end is a pattern like `%/media/x.jpg`, @within like `%/media/x.jpg%`: names hold nothing that a pattern would take for more than itself.</summary>
    public const string InProfile = """
        select 1 from users u where u.id = @owner_id and (u.avatar_url like @at_end or u.avatar_urls like @within)
        """;

    public const string InMessage = "select 1 from messages m where m.client_id = @client_id and m.sender_id = @owner_id and m.deleted = 0";

    /// <summary>Null when it was sent with none yet, as far as is known.</summary>
    public const string MessageOf = "select b.message_id from blobs b where b.name = @name";

    public const string InKnownMessage = "select 1 from messages m where m.id = @message_id and m.deleted = 0";

    /// <summary>For a file whose message was stored and the process died before it was noted: asked only of files that are about to be deleted.</summary>
    public const string InAnyMessage = """
        select m.id from messages m where m.sender_id = @owner_id and m.deleted = 0 and m.attachments is not null and m.attachments like @within limit 1
        """;

    public const string InOwnConversation = """
        select 1 from conversations c where c.id = @conversation_id and c.deleted = 0 and c.thumbnail_url like @at_end
        """;

    public const string InAnyConversation = """
        select 1 from conversations c where c.thumbnail_url is not null and c.deleted = 0 and c.thumbnail_url like @at_end limit 1
        """;

    public const string Unused = $"""
        select {Columns} from blobs b where b.used = 0 and b.name > @after and b.created_at < @before order by b.name limit @limit
        """;

    public const string Used = $"select {Columns} from blobs b where b.used = 1 and b.name > @after order by b.name limit @limit";
}
