using System.Text.Json.Serialization;

namespace Parlance.Dialects.ChatRooms.Wire;

/// <summary>Every record of this wire. Each spells out its names as they are on the wire, since the wire mixes two styles.</summary>
[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WireMessage[]))]
[JsonSerializable(typeof(WireDirectMessage))]
[JsonSerializable(typeof(WireDirectMessage[]))]
internal sealed partial class ChatRoomsJson : JsonSerializerContext;
