using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting.Media;
using Parlance.Dialects.Hosting.Receipts;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.FortiFun.Socket;

/// <summary>Events of direct conversations as this wire says them. Edits, deletions and reactions have no word here: the app sees them when it reads again.</summary>
internal sealed class FortiCodec(Roster roster, PublicBase publicBase, FortiFunOptions options) : SocketCodec(reportsDeliveries: options.RawMessageFrames, asksSessions: true)
{
    /// <summary>Frames are the same for all, so there is no request to go by: without a `PUBLIC_URL`, what is stored as a path stays one.</summary>
    public Links Links { get; } = new(publicBase.PublicUrl.TrimEnd('/'));

    public override SocketRules Rules => FortiRules.Sockets;

    public override Frame? Encode(ChatEvent e) => e switch
    {
        MessagePosted posted => FortiFrames.NewMessage(posted.Message, CardOf(posted.Message), Links),
        Typing typing => Say(typing),
        MessageReceipts { IsRead: true } receipts => Say(receipts),
        ConversationChanged { Value: { IsDeleted: true, Kind: ConversationKind.Direct } closed } => FortiFrames.ConversationUpdate("left", Closed(closed)),
        _ => null,
    };

    /// <summary>Who types hears of it where they joined.</summary>
    public override Frame? EncodeOwn(ConversationEvent e) => e is Typing typing ? Say(typing) : null;

    public Frame Raw(Message message) => FortiFrames.RawMessage(message, CardOf(message), Links);

    private Frame Say(Typing typing) => FortiFrames.Typing(typing.Conversation, typing.Who.Id, roster.Find(typing.Who.Id)?.Username ?? typing.Who.Name, typing.IsTyping);

    private static Frame? Say(MessageReceipts receipts)
    {
        Frame[] frames = [.. receipts.Messages.Where(message => message.State == ReceiptState.Read)
            .Select(message => FortiFrames.ReadReceipt(receipts.Conversation, message.Message, receipts.Receiver.User))];
        return frames.Length == 0 ? null : Frame.Join(frames);
    }

    private Card CardOf(Message message) => roster.Find(message.Sender) ?? new Card(message.SenderName, message.SenderAvatar);

    private WireConversation Closed(Conversation closed)
    {
        var created = DjangoTime.Of(closed.CreatedAt);
        var people = DirectKeys.Both(closed.Key) is var (first, second) ? new[] { first, second } : [];
        return new WireConversation(closed.Id.Value, [.. people.Select(Person)], created, created, IsActive: false, LastMessage: null, UnreadCount: 0);
    }

    private WireUserMin Person(UserId id) => roster.Find(id) is { } card ? new(id.Value, card.Username, Links.Absolute(card.Picture)) : new(id.Value, "", null);
}
