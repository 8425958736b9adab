namespace Parlance.Storage.Conversations;

internal static class ConversationSql
{
    // The order is that of Rows.Conversation.
    private const string Columns = """
        c.id, c.key, c.kind, c.privacy, c.name, c.description, c.category, c.tags, c.thumbnail_url, c.host_id, c.max_members, c.password_hash,
        c.position, c.created_at, c.deleted, h.member_count, h.last_seq, c.pair_key, c.slow_mode_s
        """;

    private const string From = "from conversations c join conversation_heads h on h.conversation_id = c.id";

    public const string Find = $"select {Columns} {From} where c.id = @id";

    public const string FindByKey = $"select {Columns} {From} where c.key = @key";

    public const string Changed = $$"""select {{Columns}} {{From}} where c.id in {ids} and c.position > @position order by c.position limit @limit""";

    public const string Rooms = $"""
        select {Columns} {From}
        where c.kind = 0 and c.privacy <> 1 and c.deleted = 0 and c.id < @before
          and (@category is null or c.category = @category or (@or_none = 1 and c.category is null))
          and (@text is null or c.search_folded like @text escape '\')
        order by c.id desc limit @limit
        """;

    // The member's columns and the activity follow the conversation's; the order is that of Rows.Entry. A direct conversation whose history the member
    // removed is listed again when something new comes.
    public const string List = $"""
        select {Columns}, {MemberSql.Columns}, h.active_position
        {From} join members m on m.conversation_id = c.id
        where {MemberSql.OfUser} and c.deleted = 0 and h.active_position < @before
          and (c.kind <> 1 or m.cleared_seq = 0 or h.last_seq > m.cleared_seq)
        order by h.active_position desc limit @limit
        """;

    /// <summary>As <see cref="List"/>, for direct conversations that hold something; the other one's id comes last.</summary>
    public const string Directs = $"""
        select {Columns}, {MemberSql.Columns}, h.active_position, o.user_id
        {From} join members m on m.conversation_id = c.id join members o on o.conversation_id = c.id
        where {MemberSql.OfUser} and c.deleted = 0 and c.kind = 1 and h.last_seq > m.cleared_seq and o.user_id <> @user_id
        order by h.active_position desc limit @limit
        """;

    /// <summary>Direct conversations with something above the member's read watermark, perhaps only messages of their own.</summary>
    public const string UnreadDirects = $"""
        select m.conversation_id from members m
        join conversations c on c.id = m.conversation_id join conversation_heads h on h.conversation_id = m.conversation_id
        where {MemberSql.OfUser} and c.kind = 1 and c.deleted = 0 and h.last_seq > m.read_seq and h.last_seq > m.cleared_seq
        """;

    /// <summary>Oldest first. Text ids may hold the sign that joins them, so that different pairs can have one pair key.</summary>
    public const string FindByPair = $"select {Columns} {From} where c.pair_key = @pair_key and c.kind = 1 and c.deleted = 0 order by c.id limit 16";

    public const string DeletedSince = $"""
        select {Columns} {From} join members m on m.conversation_id = c.id
        where {MemberSql.OfUser} and c.deleted = 1 and c.position > @position
        order by c.position
        """;

    public const string IdsOf = $"""
        select m.conversation_id from members m join conversations c on c.id = m.conversation_id
        where {MemberSql.OfUser} and c.deleted = 0
        """;

    public const string Create = """
        insert into conversations
            (key, pair_key, kind, privacy, name, description, category, tags, thumbnail_url, host_id, max_members, password_hash, slow_mode_s, position, created_at, deleted, search_folded)
        values
            (@key, @pair_key, @kind, @privacy, @name, @description, @category, @tags, @thumbnail_url, @host_id, @max_members, @password_hash, @slow_mode_s, @position, @created_at, @deleted,
             @search_folded)
        on conflict (key) do nothing
        returning id
        """;

    public const string Update = """
        update conversations
        set privacy = @privacy, name = @name, description = @description, category = @category, tags = @tags, thumbnail_url = @thumbnail_url,
            host_id = @host_id, max_members = @max_members, password_hash = @password_hash, slow_mode_s = @slow_mode_s, position = @position, deleted = @deleted, search_folded = @search_folded
        where id = @id
        """;
}
