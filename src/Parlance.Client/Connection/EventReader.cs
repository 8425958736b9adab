using System.Text;
using System.Text.Json;
using Parlance.Client.Wire;

namespace Parlance.Client.Connection;

/// <summary>Turns event frames into typed events.</summary>
internal static class EventReader
{
    /// <param name="thing">Id of what changed, to tell two events at one position apart; 0 for what carries no position.</param>
    /// <exception cref="JsonException">The frame is not what the wire says.</exception>
    public static ParlanceEvent Read(in FrameHead head, ReadOnlySpan<byte> frame, out long thing)
    {
        thing = 0;
        switch (head.Type)
        {
            case "message":
                var message = JsonSerializer.Deserialize(frame, ClientJson.Default.Message)!;
                thing = message.Id;
                return new MessageReceived(message) { Conversation = message.Conversation, Position = message.Position };
            case "edited":
                var edited = JsonSerializer.Deserialize(frame, ClientJson.Default.MessageEdited)!;
                thing = edited.Id;
                return edited;
            case "deleted":
                var deleted = JsonSerializer.Deserialize(frame, ClientJson.Default.MessageDeleted)!;
                thing = deleted.Id;
                return deleted;
            case "reacted":
                var reacted = JsonSerializer.Deserialize(frame, ClientJson.Default.MessageReacted)!;
                thing = reacted.Id;
                return reacted;
            case "receipt":
                var receipt = JsonSerializer.Deserialize(frame, ClientJson.Default.ReceiptMoved)!;
                thing = receipt.User;
                return receipt;
            case "member":
                var member = JsonSerializer.Deserialize(frame, ClientJson.Default.MemberChanged)!;
                thing = member.Member.User;
                return member;
            case "conversation":
                var conversation = JsonSerializer.Deserialize(frame, ClientJson.Default.ConversationChanged)!;
                thing = conversation.Conversation;
                return conversation;
            case "call":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.CallChanged)!;
            case "signal":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.SignalReceived)!;
            case "match_waiting":
                return new WaitingForMatch();
            case "matched":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.Matched)!;
            case "match_text":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.MatchText)!;
            case "match_signal":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.MatchSignal)!;
            case "match_ended":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.MatchEnded)!;
            case "typing":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.TypingChanged)!;
            case "presence":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.PresenceChanged)!;
            case "profile":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.ProfileChanged)!;
            case "token_expiring":
                return JsonSerializer.Deserialize(frame, ClientJson.Default.TokenExpiring)!;
            case "resumed":
                return new Resumed(head.Position);
            default:
                return new UnknownEvent(head.Type ?? "", Encoding.UTF8.GetString(frame)) { Position = head.Position };
        }
    }
}
