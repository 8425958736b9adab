namespace Parlance.Storage.Messages;

internal static class LogSql
{
    public const string Position = "select position from log_head where id = 1";

    public const string SavePosition = "update log_head set position = @position where id = 1";

    private const string HeadColumns =
        "select h.conversation_id, h.last_seq, h.last_position, h.active_position, h.member_count, c.deleted";

    public const string FindHead = $"""
        {HeadColumns}
        from conversation_heads h join conversations c on c.id = h.conversation_id
        where h.conversation_id = @id
        """;

    public const string FindHeads = $$"""
        {{HeadColumns}}
        from conversation_heads h join conversations c on c.id = h.conversation_id
        where h.conversation_id in {ids}
        """;

    public const string SaveHead = """
        update conversation_heads
        set last_seq = @last_seq, last_position = @last_position, active_position = @active_position, member_count = @member_count
        where conversation_id = @id
        """;

    public const string CreateHead = """
        insert into conversation_heads (conversation_id, last_seq, last_position, active_position, member_count)
        values (@id, 0, @position, @position, 0)
        """;
}
