using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Storage.Messages;

namespace Parlance.Storage;

/// <summary>Records from rows. Each reads the columns in the order in which its feature's statements name them.</summary>
internal static class Rows
{
    public static readonly Func<DbDataReader, long> Number = row => row.GetInt64(0);

    public static readonly Func<DbDataReader, Message> Message = row => new Message
    {
        Id = new MessageId(row.GetInt64(0)),
        Conversation = new ConversationId(row.GetInt64(1)),
        Seq = row.GetInt64(2),
        Sender = new UserId(row.GetInt64(3)),
        SenderName = row.GetString(4),
        SenderAvatar = Text(row, 5),
        Kind = row.GetString(6),
        Content = row.GetString(7),
        Attachments = StoredJson.ReadAttachments(Text(row, 8)),
        ReplyTo = OptionalNumber(row, 9) is { } reply ? new MessageId(reply) : null,
        ClientId = Text(row, 10),
        SentAt = Time(row.GetInt64(11)),
        EditedAt = OptionalTime(row, 12),
        IsDeleted = row.GetInt64(13) != 0,
        Reactions = StoredJson.ReadReactions(Text(row, 14)),
        Revision = row.GetInt64(15),
        ConversationKey = Text(row, 16) ?? "",
        SenderKey = Text(row, 17) ?? "",
        Mentions = StoredJson.ReadMentions(Text(row, 18)),
    };

    public static readonly Func<DbDataReader, Conversation> Conversation = row => new Conversation
    {
        Id = new ConversationId(row.GetInt64(0)),
        Key = row.GetString(1),
        Kind = (ConversationKind)row.GetInt64(2),
        Privacy = (Privacy)row.GetInt64(3),
        Name = row.GetString(4),
        Description = Text(row, 5),
        Category = Text(row, 6),
        Tags = StoredJson.ReadTexts(Text(row, 7)),
        ThumbnailUrl = Text(row, 8),
        Host = OptionalNumber(row, 9) is { } host ? new UserId(host) : null,
        MaxMembers = (int)row.GetInt64(10),
        PasswordHash = Text(row, 11),
        Position = row.GetInt64(12),
        CreatedAt = Time(row.GetInt64(13)),
        IsDeleted = row.GetInt64(14) != 0,
        MemberCount = (int)row.GetInt64(15),
        LastSeq = row.GetInt64(16),
        PairKey = Text(row, 17),
        SlowModeSeconds = (int)row.GetInt64(18),
    };

    public static readonly Func<DbDataReader, Member> Member = row => MemberAt(row, 0);

    public static readonly Func<DbDataReader, ConversationEntry> Entry = row =>
    {
        var (conversation, self) = (Conversation(row), MemberAt(row, 19));
        return new ConversationEntry(conversation, self, 0, row.GetInt64(32)); // what is unread is counted apart, for a whole page at once
    };

    public static readonly Func<DbDataReader, (ConversationEntry Entry, UserId Other)> Direct = row => (Entry(row), new UserId(row.GetInt64(33)));

    public static readonly Func<DbDataReader, (ConversationId Conversation, long Number)> NumberOf = row => (new ConversationId(row.GetInt64(0)), row.GetInt64(1));

    public static readonly Func<DbDataReader, (ConversationId Conversation, long All, long Mentions)> Unread =
        row => (new ConversationId(row.GetInt64(0)), row.GetInt64(1), row.GetInt64(2));

    public static readonly Func<DbDataReader, LogHead> Head = row => new LogHead(row.GetInt64(0))
    {
        LastSeq = row.GetInt64(1),
        LastPosition = row.GetInt64(2),
        ActivePosition = row.GetInt64(3),
        MemberCount = row.GetInt64(4),
        IsDeleted = row.GetInt64(5) != 0,
    };

    public static readonly Func<DbDataReader, User> User = row => new User
    {
        Id = new UserId(row.GetInt64(0)),
        Key = row.GetString(1),
        Username = Text(row, 2),
        DisplayName = row.GetString(3),
        Email = Text(row, 4),
        AvatarUrl = Text(row, 5),
        Bio = Text(row, 6),
        PasswordHash = Text(row, 7),
        GuestKeyHash = Text(row, 8) is { } hash ? Convert.FromHexString(hash) : null,
        Role = (UserRole)row.GetInt64(9),
        BannedUntil = OptionalTime(row, 10),
        TokenGeneration = (int)row.GetInt64(11),
        CreatedAt = Time(row.GetInt64(12)),
        LastSeenAt = OptionalTime(row, 13),
        AvatarUrls = StoredJson.ReadAvatarSet(Text(row, 14)),
        Details = StoredJson.ReadDetails(Text(row, 15)),
        Version = row.GetInt64(16),
        IsDeleted = row.GetInt64(17) != 0,
        SparedSession = Text(row, 18) is { } session ? new SessionId(Guid.ParseExact(session, "N")) : null,
        Personal = StoredJson.ReadDetails(Text(row, 19)),
    };

    public static readonly Func<DbDataReader, StoredToken> Token = row => new StoredToken(
        new RefreshToken(Convert.FromHexString(row.GetString(0)), new SessionId(Guid.ParseExact(row.GetString(1), "N")), new UserId(row.GetInt64(2)),
            row.GetString(3), Time(row.GetInt64(4))),
        row.GetInt64(5) != 0);

    public static readonly Func<DbDataReader, SessionId> Session = row => new SessionId(Guid.ParseExact(row.GetString(0), "N"));

    private static readonly long NeverEnds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static Member MemberAt(DbDataReader row, int first) => new()
    {
        Conversation = new ConversationId(row.GetInt64(first)),
        User = new UserId(row.GetInt64(first + 1)),
        Role = (MemberRole)row.GetInt64(first + 2),
        State = (MemberState)row.GetInt64(first + 3),
        DisplayName = row.GetString(first + 4),
        AvatarUrl = Text(row, first + 5),
        DeliveredSeq = row.GetInt64(first + 6),
        ReadSeq = row.GetInt64(first + 7),
        JoinedAt = Time(row.GetInt64(first + 8)),
        Position = row.GetInt64(first + 9),
        ReceiptPosition = row.GetInt64(first + 10),
        ClearedSeq = row.GetInt64(first + 11),
        ReceiptAt = OptionalTime(row, first + 12),
    };

    public static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? OptionalNumber(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static DateTimeOffset? OptionalTime(DbDataReader row, int column) => OptionalNumber(row, column) is { } time ? Time(time) : null;

    // A ban for good is DateTimeOffset.MaxValue, which milliseconds would round down to "almost".
    public static DateTimeOffset Time(long milliseconds) =>
        milliseconds >= NeverEnds ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>A link of a session's chain and whether it was used.</summary>
internal sealed record StoredToken(RefreshToken Token, bool IsSpent);
