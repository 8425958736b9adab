using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parlance.Client.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(UnixMilliseconds)])]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessageEdited))]
[JsonSerializable(typeof(MessageDeleted))]
[JsonSerializable(typeof(MessageReacted))]
[JsonSerializable(typeof(ReceiptMoved))]
[JsonSerializable(typeof(MemberChanged))]
[JsonSerializable(typeof(ConversationChanged))]
[JsonSerializable(typeof(TypingChanged))]
[JsonSerializable(typeof(PresenceChanged))]
[JsonSerializable(typeof(CallChanged))]
[JsonSerializable(typeof(SignalReceived))]
[JsonSerializable(typeof(Matched))]
[JsonSerializable(typeof(MatchText))]
[JsonSerializable(typeof(MatchSignal))]
[JsonSerializable(typeof(MatchEnded))]
[JsonSerializable(typeof(MatchExplanation))]
[JsonSerializable(typeof(ProfileChanged))]
[JsonSerializable(typeof(TokenExpiring))]
[JsonSerializable(typeof(SendAck))]
[JsonSerializable(typeof(ChangeAck))]
[JsonSerializable(typeof(ConversationView))]
[JsonSerializable(typeof(ConversationPage))]
[JsonSerializable(typeof(RoomPage))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(HistoryPage))]
[JsonSerializable(typeof(SearchPage))]
[JsonSerializable(typeof(ClearReply))]
[JsonSerializable(typeof(ConversationReply))]
[JsonSerializable(typeof(MemberReply))]
[JsonSerializable(typeof(PresenceReply))]
[JsonSerializable(typeof(EmptyReply))]
[JsonSerializable(typeof(IceReply))]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(CallsReply))]
[JsonSerializable(typeof(RefreshReply))]
[JsonSerializable(typeof(HelloReply))]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(SignedIn))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Dictionary<string, string?>))]
[JsonSerializable(typeof(IReadOnlyList<Attachment>))]
[JsonSerializable(typeof(PendingMessage))]
internal sealed partial class ClientJson : JsonSerializerContext;

internal sealed class UnixMilliseconds : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
}
