using Parlance.Core.Calls;
using Parlance.Core.Events;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Native.Socket;

/// <summary>Events as the native dialect says them (docs/wire/native.md).</summary>
/// <param name="rules">Null: what the server's options say.</param>
public sealed class NativeCodec(SocketRules? rules = null) : SocketCodec
{
    /// <summary>What stands around the payload of a signal.</summary>
    private const int Envelope = 4 * 1024;

    private static readonly NativeJson Json = NativeJson.Default;

    public override SocketRules Rules { get; } = rules ?? new SocketRules();

    /// <summary>A signal that is not too large fits into a frame.</summary>
    public static NativeCodec For(SocketOptions sockets, CallOptions calls) =>
        new(new SocketRules { MaxFrameBytes = Math.Max(sockets.MaxFrameBytes, calls.MaxSignalBytes + Envelope) });

    public override Frame? Encode(ChatEvent e) => e switch
    {
        MessagePosted posted => NativeEncoder.Event(WireMessage.Of(posted.Message, asEvent: true), Json.WireMessage),
        MessageChanged changed => Encode(changed),
        ReceiptMoved { Member: var m } => NativeEncoder.Event(
            new ReceiptEvent("receipt", m.Conversation.Value, m.ReceiptPosition, m.User.Value, m.DeliveredSeq, m.ReadSeq), Json.ReceiptEvent),
        MemberChanged { Member: var m } changed => NativeEncoder.Event(
            new MemberEvent("member", m.Conversation.Value, m.Position) { By = changed.By?.Value, Member = WireMember.Of(m) }, Json.MemberEvent),
        ConversationChanged { Value: var c } => NativeEncoder.Event(
            new ConversationEventFrame("conversation", c.Id.Value, c.Position, WireConversation.Of(c)), Json.ConversationEventFrame),
        Typing typing => NativeEncoder.Event(
            new TypingEvent("typing", typing.Conversation.Value, typing.Who.Id.Value, typing.Who.Name, typing.IsTyping), Json.TypingEvent, isEphemeral: true),
        PresenceChanged presence => NativeEncoder.Event(
            new PresenceEvent("presence", presence.User.Value, presence.IsOnline, presence.At.ToUnixTimeMilliseconds()), Json.PresenceEvent, isEphemeral: true),
        ProfileChanged profile => NativeEncoder.Event(new ProfileEvent("profile", WireUser.Of(profile.Profile)), Json.ProfileEvent, isEphemeral: true),
        CallChanged { Call: var call } changed => NativeEncoder.Event(CallEvent.Of(call, changed.Came, changed.Went), Json.CallEvent, isEphemeral: true),
        _ => null,
    };

    private static Frame Encode(MessageChanged e)
    {
        var m = e.Message;
        return e.Change switch
        {
            MessageChange.Deleted => NativeEncoder.Event(
                new DeletedEvent("deleted", m.Conversation.Value, m.Seq, e.Position, m.Id.Value) { By = e.By?.Value }, Json.DeletedEvent),
            MessageChange.Edited => NativeEncoder.Event(
                new EditedEvent("edited", m.Conversation.Value, m.Seq, e.Position, m.Id.Value)
                {
                    By = e.By?.Value,
                    Content = m.Content,
                    EditedAt = m.EditedAt?.ToUnixTimeMilliseconds(),
                    Mentions = [.. m.Mentions.Select(user => user.Value)],
                    Reactions = WireReaction.Of(m.Reactions),
                },
                Json.EditedEvent),
            _ => NativeEncoder.Event(
                new ReactedEvent("reacted", m.Conversation.Value, m.Seq, e.Position, m.Id.Value)
                {
                    By = e.By?.Value,
                    Emoji = e.Emoji,
                    Added = e.Emoji is null ? null : e.Added,
                    Reactions = WireReaction.Of(m.Reactions),
                },
                Json.ReactedEvent),
        };
    }
}
