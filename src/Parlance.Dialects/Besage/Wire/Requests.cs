using System.Text.Json.Serialization;

namespace Parlance.Dialects.Besage.Wire;

// What clients send, for the API document: bodies are read field by field (DjangoBody), since forms and numbers in strings are taken too. Fixtures `request_*`.

internal sealed record LoginRequest(
    [property: JsonPropertyName("username"), JsonRequired] string Username,
    [property: JsonPropertyName("password"), JsonRequired] string Password);

internal sealed record LogoutRequest([property: JsonPropertyName("refresh")] string? Refresh);

internal sealed record ProfileRequest(
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("email")] string? Email);

/// <param name="OtherIds">Another spelling of <paramref name="ParticipantsIds"/>.</param>
internal sealed record CreateChatRequest(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("participants_ids")] long[]? ParticipantsIds,
    [property: JsonPropertyName("participant_ids")] long[]? OtherIds);

internal sealed record RenameChatRequest([property: JsonPropertyName("name")] string? Name);

internal sealed record AddParticipantsRequest([property: JsonPropertyName("users_ids"), JsonRequired] long[] UsersIds);

internal sealed record PostMessageRequest(
    [property: JsonPropertyName("chat"), JsonRequired] long Chat,
    [property: JsonPropertyName("content"), JsonRequired] string Content);

internal sealed record ContentRequest([property: JsonPropertyName("content"), JsonRequired] string Content);

internal sealed record StatusRequest([property: JsonPropertyName("status"), JsonRequired] string Status);

internal sealed record ReactRequest(
    [property: JsonPropertyName("message"), JsonRequired] long Message,
    [property: JsonPropertyName("type"), JsonRequired] string Type);
