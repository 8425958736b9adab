namespace Parlance.Storage.Conversations;

internal static class MemberSql
{
    // The order is that of Rows.Member.
    public const string Columns = """
        m.conversation_id, m.user_id, m.role, m.state, m.display_name, m.avatar_url, m.delivered_seq, m.read_seq, m.joined_at, m.position, m.receipt_position,
        m.cleared_seq
        """;

    public const string Find = $"select {Columns} from members m where m.conversation_id = @conversation_id and m.user_id = @user_id";

    public const string Joined = $"""
        select {Columns} from members m
        where m.conversation_id = @conversation_id and m.state = 0 and (m.joined_at, m.user_id) > (@joined_at, @user_id)
        order by m.joined_at, m.user_id limit @limit
        """;

    public const string Successor = $"""
        select {Columns} from members m
        where m.conversation_id = @conversation_id and m.state = 0 and m.user_id <> @user_id
        order by m.role desc, m.joined_at, m.user_id limit 1
        """;

    public const string DepartedSince = $"""
        select {Columns} from members m where m.user_id = @user_id and m.position > @position and m.state <> 0 order by m.position
        """;

    public const string Changed = $$"""
        select {{Columns}} from members m where m.conversation_id in {ids} and m.position > @position order by m.position limit @limit
        """;

    // "receipt_position > 0" again, because an index with a condition is only used when the query repeats it.
    public const string Receipts = $$"""
        select {{Columns}} from members m
        where m.conversation_id in {ids} and m.receipt_position > @position and m.receipt_position > 0 order by m.receipt_position limit @limit
        """;

    /// <summary>Leaves the watermarks of a member who is there already.</summary>
    public const string Save = """
        insert into members
            (conversation_id, user_id, role, state, display_name, avatar_url, delivered_seq, read_seq, joined_at, position, receipt_position)
        values
            (@conversation_id, @user_id, @role, @state, @display_name, @avatar_url, @seq, @seq, @joined_at, @position, 0)
        on conflict (conversation_id, user_id) do update
        set role = excluded.role, state = excluded.state, display_name = excluded.display_name, avatar_url = excluded.avatar_url,
            joined_at = excluded.joined_at, position = excluded.position
        """;

    public const string MoveReceipt = """
        update members set delivered_seq = @delivered_seq, read_seq = @read_seq, receipt_position = @position
        where conversation_id = @conversation_id and user_id = @user_id
        """;
}
