namespace Parlance.Storage.Conversations;

internal static class MemberSql
{
    // The order is that of Rows.Member.
    public const string Columns = """
        m.conversation_id, m.user_id, m.role, m.state, m.display_name, m.avatar_url, m.delivered_seq, m.read_seq, m.joined_at, m.position, m.receipt_position,
        m.cleared_seq, m.receipt_at
        """;

    /// <summary>The conversations somebody is in. Not "= 0": PostgreSQL would take that for the condition of members_joined and walk that index whole.</summary>
    public const string OfUser = "m.user_id = @user_id and m.state < 1";

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

    /// <summary>The first members of each of the conversations, by join time.</summary>
    public const string First = $$"""
        select * from (
            select {{Columns}}, row_number() over (partition by m.conversation_id order by m.joined_at, m.user_id) as place
            from members m where m.conversation_id in {ids} and m.state = 0
        ) joined
        where place <= @limit order by conversation_id, place
        """;

    /// <summary>Plain members by the time since which they may be away: they joined, or were last seen.</summary>
    public const string Away = $$"""
        select {{Columns}} from members m join users u on u.id = m.user_id
        where m.conversation_id = @conversation_id and m.state = 0 and m.role = 0
          and {greatest}(m.joined_at, coalesce(u.last_seen_at, 0)) <= case when u.role = 0 then @guests_before else @accounts_before end
        order by {greatest}(m.joined_at, coalesce(u.last_seen_at, 0)), m.user_id
        """;

    public const string CountJoined = $$"""
        select count(*) from members m where m.conversation_id = @conversation_id and m.user_id in {ids} and m.state < 1
        """;

    // A conversation's newest messages only: whoever writes for years without reading must not make every list slow. The bounds stand in a table of their
    // own, named twice, because PostgreSQL would otherwise compare them only after reading the whole conversation. The part of the log that is not yet in
    // message_seqs is walked as in MessageSql. "+ 0" because PostgreSQL expects next to nothing of "not me" where one person said nearly everything, and
    // then begins at the wrong end.
    public const string Unread = $$"""
        with bounds as (
            select m.conversation_id, {greatest}(m.read_seq, m.cleared_seq, h.last_seq - @window) as seq
            from members m join conversation_heads h on h.conversation_id = m.conversation_id
            where m.user_id = @user_id and m.conversation_id in {ids}
        )
        select conversation_id, count(*), count(mentioned) from (
            select b.conversation_id, case when x.mentions like @mention then 1 end as mentioned
            from bounds b cross join message_seqs s cross join messages x
            where s.conversation_id = b.conversation_id and s.seq > b.seq and x.id = s.id and x.sender_id + 0 <> @user_id and x.deleted = 0
            union all
            select b.conversation_id, case when x.mentions like @mention then 1 end
            from messages x cross join bounds b
            where x.id > (select indexed from log_head where id = 1) and x.sender_id + 0 <> @user_id and x.deleted = 0
              and b.conversation_id = x.conversation_id and x.seq > b.seq
        ) unread group by conversation_id
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

    public const string Clear = "update members set cleared_seq = @cleared_seq where conversation_id = @conversation_id and user_id = @user_id";

    public const string MoveReceipt = """
        update members set delivered_seq = @delivered_seq, read_seq = @read_seq, receipt_position = @position, receipt_at = @at
        where conversation_id = @conversation_id and user_id = @user_id
        """;
}
