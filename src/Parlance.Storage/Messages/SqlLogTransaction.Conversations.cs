using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Storage.Conversations;
using Parlance.Storage.Search;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Messages;

internal sealed partial class SqlLogTransaction
{
    public Conversation? FindConversation(ConversationId id) => Current(session.First(ConversationSql.Find, [("id", id.Value)], Rows.Conversation));

    public Conversation? FindConversationByKey(string key) => Current(session.First(ConversationSql.FindByKey, [("key", key)], Rows.Conversation));

    public Conversation? CreateConversation(Conversation conversation)
    {
        var id = session.Scalar(ConversationSql.Create,
        [
            ("key", conversation.Key), ("pair_key", conversation.PairKey), ("kind", (long)conversation.Kind), .. Fields(conversation), ("created_at", conversation.CreatedAt.ToUnixTimeMilliseconds()),
            ("deleted", conversation.IsDeleted ? 1 : 0), ("search_folded", Searched(conversation)),
        ]);
        if (id is not { } fresh)
            return null;

        session.Execute(LogSql.CreateHead, [("id", fresh), ("position", conversation.Position)]);
        return conversation with { Id = new ConversationId(fresh), LastSeq = 0, MemberCount = 0 };
    }

    public Conversation UpdateConversation(Conversation conversation)
    {
        session.Execute(ConversationSql.Update,
        [
            .. Fields(conversation), ("deleted", conversation.IsDeleted ? 1 : 0), ("search_folded", Searched(conversation)), ("id", conversation.Id.Value),
        ]);
        var head = Head(conversation.Id);
        head.IsDeleted = conversation.IsDeleted;
        heads.Touch(head, conversation.Position);
        return FindConversation(conversation.Id)!;
    }

    public Member? FindMember(ConversationId conversation, UserId user) =>
        session.First(MemberSql.Find, [("conversation_id", conversation.Value), ("user_id", user.Value)], Rows.Member);

    public Member? FindSuccessor(ConversationId conversation, UserId except) =>
        session.First(MemberSql.Successor, [("conversation_id", conversation.Value), ("user_id", except.Value)], Rows.Member);

    public Member SaveMember(Member member)
    {
        var before = FindMember(member.Conversation, member.User);
        var head = Head(member.Conversation);
        session.Execute(MemberSql.Save,
        [
            ("conversation_id", member.Conversation.Value), ("user_id", member.User.Value), ("role", (long)member.Role), ("state", (long)member.State),
            ("display_name", member.DisplayName), ("avatar_url", member.AvatarUrl), ("seq", head.LastSeq), ("joined_at", member.JoinedAt.ToUnixTimeMilliseconds()),
            ("position", member.Position),
        ]);
        head.MemberCount += (member.IsJoined ? 1 : 0) - (before is { IsJoined: true } ? 1 : 0);
        heads.Touch(head, member.Position);
        return FindMember(member.Conversation, member.User)!;
    }

    public Member? MoveReceipt(ConversationId conversation, UserId user, long deliveredSeq, long readSeq, Func<long> position, DateTimeOffset at)
    {
        if (FindMember(conversation, user) is not { IsJoined: true } member)
            return null;

        var head = Head(conversation);
        var read = Math.Max(member.ReadSeq, Math.Min(readSeq, head.LastSeq));
        var delivered = Math.Max(member.DeliveredSeq, Math.Min(Math.Max(deliveredSeq, read), head.LastSeq));
        if (read == member.ReadSeq && delivered == member.DeliveredSeq)
            return null;

        var moved = member with { ReadSeq = read, DeliveredSeq = delivered, ReceiptPosition = position(), ReceiptAt = at };
        session.Execute(MemberSql.MoveReceipt,
        [
            ("delivered_seq", delivered), ("read_seq", read), ("position", moved.ReceiptPosition), ("at", at.ToUnixTimeMilliseconds()),
            ("conversation_id", conversation.Value), ("user_id", user.Value),
        ]);
        heads.Touch(head, moved.ReceiptPosition);
        return moved;
    }

    public Member Clear(ConversationId conversation, UserId user, long uptoSeq)
    {
        session.Execute(MemberSql.Clear, [("cleared_seq", uptoSeq), ("conversation_id", conversation.Value), ("user_id", user.Value)]);
        return FindMember(conversation, user)!;
    }

    public void Purge(ConversationId conversation, long afterSeq, long uptoSeq)
    {
        SqlArg[] range = [("conversation_id", conversation.Value), ("after", afterSeq), ("upto", uptoSeq)];
        session.Execute(SearchSql.NotePurgeIndexed, range);
        session.Execute(SearchSql.NotePurgeTail, range);
        session.Execute(MessageSql.PurgeIndexed, range);
        session.Execute(MessageSql.PurgeTail, range);
    }

    /// <summary>With the counts as this transaction has left them, which are written only at the commit.</summary>
    private Conversation? Current(Conversation? conversation) =>
        conversation is not null && heads.Find(conversation.Id) is { } head
            ? conversation with { LastSeq = head.LastSeq, MemberCount = (int)head.MemberCount }
            : conversation;

    private static string? Searched(Conversation conversation) => FoldedText.Fold($"{conversation.Name}\n{conversation.Description}");

    private static SqlArg[] Fields(Conversation conversation) =>
    [
        ("privacy", (long)conversation.Privacy), ("name", conversation.Name), ("description", conversation.Description), ("category", conversation.Category),
        ("tags", StoredJson.Write(conversation.Tags)), ("thumbnail_url", conversation.ThumbnailUrl), ("host_id", conversation.Host?.Value),
        ("max_members", conversation.MaxMembers), ("password_hash", conversation.PasswordHash), ("slow_mode_s", conversation.SlowModeSeconds), ("position", conversation.Position),
    ];
}
