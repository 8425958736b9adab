using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>What happens in all of somebody's chats as their own socket is told: new messages, where they have no socket open.</summary>
/// <remarks>Without statuses: a message is new here, and who receives it is not in memory for chats that nobody has open.</remarks>
internal sealed class UserCodec(UserCache users, Links links) : SocketCodec(asksSessions: true)
{
    public override SocketRules Rules => BesageRules.Sockets;

    public override Frame? Encode(ChatEvent e) => e is MessagePosted { Message: var message } ? BesageFrames.NewMessage(ToWire(message)) : null;

    private WireMessage ToWire(Message m)
    {
        var sender = users.TryGet(m.Sender, out var user)
            ? new WireUserMin(user.Id.Value, DjangoCaller.NameOf(user), links.Absolute(user.AvatarUrl))
            : new WireUserMin(m.Sender.Value, m.SenderName, links.Absolute(m.SenderAvatar));
        return new WireMessage(m.Id.Value, m.Conversation.Value, sender, m.Content, Chats.Seat.Sent, DjangoTime.Of(m.SentAt), []);
    }
}
