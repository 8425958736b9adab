using System.Text.Json.Serialization;

namespace Parlance.Dialects.Hosting.Health;

/// <summary>How `/health` is described in the API document (contracts C6); <see cref="HealthEndpoints"/> writes it.</summary>
/// <param name="Status">`healthy` or `unhealthy`.</param>
/// <param name="Services">What each part says: `running` or `failing`.</param>
public sealed record HealthAnswer(string Status, DateTimeOffset Timestamp, string Version, string Environment, IReadOnlyDictionary<string, string> Services, HealthFigures Stats, string Message)
{
    /// <summary>With 500: equal to the message.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>`connected` or `error`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Database { get; init; }
}

/// <param name="ActiveRooms">Rooms with somebody in them.</param>
public sealed record HealthFigures(int ActiveRooms, int ActiveUsers, long TotalMessages);
