using System.Text.Json.Serialization;

namespace Parlance.Dialects.Blink.Wire;

/// <param name="Reason">`inappropriate`, `harassment`, `spam`, `underage` or `other`.</param>
internal sealed record ReportRequest(
    [property: JsonPropertyName("reported_user"), JsonRequired] long ReportedUser,
    [property: JsonPropertyName("reason"), JsonRequired] string Reason,
    [property: JsonPropertyName("description")] string? Description,
    [property: JsonPropertyName("session_id")] string? SessionId);

internal sealed record ReportAnswer(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("reported_user")] long ReportedUser,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("description")] string Description,
    [property: JsonPropertyName("session_id")] string SessionId,
    [property: JsonPropertyName("created_at")] string CreatedAt);
