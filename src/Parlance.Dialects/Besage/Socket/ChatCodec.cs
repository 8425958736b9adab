using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Hosting.Receipts;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>Events of a chat as its sockets are told: in the seed contract's frame and, where the React Native client listens for another, in that one after it.</summary>
internal sealed class ChatCodec(Rosters rosters, IPresence presence, Links links) : SocketCodec(reportsDeliveries: true, asksSessions: true)
{
    public override SocketRules Rules => BesageRules.Sockets;

    public override Frame? Encode(ChatEvent e) => e switch
    {
        MessagePosted posted => Posted(posted.Message),
        MessageChanged changed => Changed(changed),
        MessageReceipts receipts => Receipts(receipts),
        MemberChanged changed => Participants(changed),
        Typing { IsTyping: true } typing => Frame.Join(Person("typing", typing), BesageFrames.ClientTyping(typing.Conversation, typing.Who.Id)),
        Entered entered => Person("user_online", entered),
        Departed departed => Person("user_offline", departed),
        _ => null,
    };

    /// <summary>Clients of the original hear of their own typing. Who enters is told by their session.</summary>
    public override Frame? EncodeOwn(ConversationEvent e) => e is Typing { IsTyping: true } typing ? Person("typing", typing) : null;

    /// <summary>What the socket that a message came from is told of it.</summary>
    public Frame OwnMessage(Message message) => BesageFrames.ChatMessage(ToWire(message));

    private Frame Posted(Message message)
    {
        var wire = ToWire(message);
        return Frame.Join(BesageFrames.ChatMessage(wire), BesageFrames.ClientMessage(wire));
    }

    private Frame? Changed(MessageChanged e)
    {
        switch (e.Change)
        {
            case MessageChange.Edited:
                return BesageFrames.Edited(ToWire(e.Message));
            case MessageChange.Deleted:
                return BesageFrames.Deleted(e.Message.Id, e.Message.Conversation);
            default:
                return e is { By: { } by, Emoji: { } emoji } && ReactionTypes.TypeOf(emoji) is { } type
                    ? BesageFrames.Reacted(e.Message.Id, e.Message.Conversation, by, rosters.Find(e.Conversation).NameOf(by, ""), type, e.Added)
                    : null;
        }
    }

    private static Frame Receipts(MessageReceipts e)
    {
        var (chat, receiver) = (e.Conversation, e.Receiver.User);
        List<Frame> frames = [];
        foreach (var receipt in e.Messages)
        {
            frames.Add(BesageFrames.Status(receipt, chat, receiver));
            frames.Add(BesageFrames.ClientStatus(receipt, chat, receiver));
        }

        if (e.IsOfAll)
            frames.Add(BesageFrames.Summary(e.IsRead ? "mensajes_leidos" : "mensajes_entregados", chat, receiver));
        return Frame.Join([.. frames]);
    }

    private Frame Participants(MemberChanged e)
    {
        WireParticipant[] participants = [.. rosters.Find(e.Conversation).Seats.Select(seat => seat.ToWire(presence.IsOnline(seat.Member.User), links))];
        return Frame.Join(BesageFrames.Participants(e.Conversation, participants), BesageFrames.ClientParticipants(e.Conversation, participants));
    }

    private Frame Person(string kind, RoomEvent e) =>
        BesageFrames.Person(kind, e.Conversation, e.Who.Id, rosters.Find(e.Conversation).NameOf(e.Who.Id, e.Who.Name), isEphemeral: e is Typing);

    private WireMessage ToWire(Message message) => rosters.Find(message.Conversation).ToWire(message, links);
}
