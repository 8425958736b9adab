using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Messages;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;

namespace Parlance.Dialects.Besage.Chats;

/// <summary>The participants of one chat at one moment, and whoever else wrote there. Immutable.</summary>
/// <param name="Seats">By join time; of a large group the first <see cref="People.MaxSeats"/>.</param>
/// <param name="Others">Senders who have no seat.</param>
internal sealed record Circle(IReadOnlyList<Seat> Seats, IReadOnlyDictionary<UserId, User> Others)
{
    public static readonly Circle Empty = new([], new Dictionary<UserId, User>());

    public Seat? Find(UserId user) => Seats.FirstOrDefault(seat => seat.Member.User == user);

    /// <param name="fallback">For somebody who has no seat.</param>
    public string NameOf(UserId user, string fallback) => Find(user)?.Name ?? (Others.TryGetValue(user, out var other) ? DjangoCaller.NameOf(other) : fallback);

    public WireMessage ToWire(Message message, Links links)
    {
        WireStatus[] statuses = [.. Seats.Where(seat => seat.Receives(message)).Select(seat => seat.StatusOf(message, links))];
        return new WireMessage(
            message.Id.Value, message.Conversation.Value, SenderOf(message, links), message.IsDeleted ? "" : message.Content, Lowest(statuses), DjangoTime.Of(message.SentAt), statuses);
    }

    private WireUserMin SenderOf(Message message, Links links)
    {
        if (Find(message.Sender) is { } seat)
            return seat.ToUser(links);
        return Others.TryGetValue(message.Sender, out var user)
            ? new WireUserMin(user.Id.Value, DjangoCaller.NameOf(user), links.Absolute(user.AvatarUrl))
            : new WireUserMin(message.Sender.Value, message.SenderName, links.Absolute(message.SenderAvatar));
    }

    private static string Lowest(WireStatus[] statuses)
    {
        if (statuses.Length == 0 || statuses.Any(status => status.Status == Seat.Sent))
            return Seat.Sent;
        return statuses.Any(status => status.Status == Seat.Delivered) ? Seat.Delivered : Seat.Read;
    }
}
