using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.Besage.Chats;

/// <summary>A participant as this wire shows them: with their account's name, whatever the conversation calls them.</summary>
/// <param name="Picture">As stored: absolute, or a path of this server.</param>
internal sealed record Seat(Member Member, string Name, string? Picture)
{
    public const string Sent = "sent";
    public const string Delivered = "delivered";
    public const string Read = "read";

    public static Seat Of(Member member, User? user) => user is null
        ? new Seat(member, member.DisplayName, member.AvatarUrl)
        : new Seat(member, DjangoCaller.NameOf(user), user.AvatarUrl);

    public WireUserMin ToUser(Links links) => new(Member.User.Value, Name, links.Absolute(Picture));

    public WireParticipant ToWire(bool isOnline, Links links) => new(
        WireIds.Participant(Member.Conversation, Member.User), Member.Conversation.Value, ToUser(links), DjangoTime.Of(Member.JoinedAt), Member.User.Value, Name,
        links.Absolute(Picture), isOnline);

    /// <summary>Whether the message was sent to this participant: not their own, and not before their time.</summary>
    public bool Receives(Message message) => Member.User != message.Sender && DjangoTime.Stored(Member.JoinedAt) <= DjangoTime.Stored(message.SentAt);

    public WireStatus StatusOf(Message message, Links links) =>
        new(WireIds.Status(message.Id, Member.User), ToUser(links), StatusOf(message.Seq), DjangoTime.Of(ChangedAt(message)));

    private string StatusOf(long seq) => seq <= Member.ReadSeq ? Read : seq <= Member.DeliveredSeq ? Delivered : Sent;

    /// <summary>When the watermark that covers the message last moved; one watermark serves for many messages, so it may be later than this one's own time.</summary>
    private DateTimeOffset ChangedAt(Message message) =>
        message.Seq <= Member.DeliveredSeq && Member.ReceiptAt is { } at && at > message.SentAt ? at : message.SentAt;
}
