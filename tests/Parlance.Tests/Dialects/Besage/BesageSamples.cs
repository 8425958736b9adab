using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;

namespace Parlance.Tests.Dialects.Besage;

/// <summary>The people and the chat that the fixtures are about.</summary>
internal static class BesageSamples
{
    public static readonly Links Urls = new("https://chat.example.com");

    public static readonly User Ana = Someone(7, "ana") with { Email = "ana@example.com", AvatarUrl = "/media/a1.png" };
    public static readonly User Bob = Someone(8, "bob");

    public static readonly Conversation Chat = new() { Id = new ConversationId(12), Key = "direct:7-8", Kind = ConversationKind.Direct, Name = "", CreatedAt = At(1763697600000) };

    public static readonly Message Hi = new()
    {
        Id = new MessageId(55), Conversation = Chat.Id, ConversationKey = "a-b", Seq = 3, Sender = Ana.Id, SenderKey = Ana.Key, SenderName = "ana", SenderAvatar = Ana.AvatarUrl,
        Content = "say \"hi\" 👋", SentAt = At(1763697660007),
    };

    public static readonly Circle Circle = new([Seat.Of(Place(Ana), Ana), Seat.Of(Place(Bob), Bob)], new Dictionary<UserId, User>());

    public static readonly Circle Delivered = Circle with { Seats = [Circle.Seats[0], Seat.Of(Place(Bob) with { DeliveredSeq = 3, ReceiptAt = At(1763697661000) }, Bob)] };

    public static WireChat ToWire(WireMessage? last, long? unread) => new()
    {
        Id = Chat.Id.Value,
        Name = "bob",
        CreatedAt = DjangoTime.Of(Chat.CreatedAt),
        Active = true,
        Participants = [Circle.Seats[0].ToWire(isOnline: true, Urls), Circle.Seats[1].ToWire(isOnline: false, Urls)],
        LastMessage = last,
        UnreadCount = unread,
    };

    public static Member Place(User user) => new() { Conversation = Chat.Id, User = user.Id, DisplayName = user.DisplayName, JoinedAt = At(1763697600000) };

    public static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);

    private static User Someone(long id, string name) =>
        new() { Id = new UserId(id), Key = $"key-{name}", Username = name, DisplayName = $"{name} in other dialects", Role = UserRole.Member, CreatedAt = At(1763697600000) };
}
