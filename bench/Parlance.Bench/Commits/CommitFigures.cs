using System.Text.Json.Serialization;

namespace Parlance.Bench.Commits;

/// <summary>A row of the page's table.</summary>
/// <param name="PerSecond">Messages acknowledged with a hundred senders at once.</param>
/// <param name="AloneMs">Median milliseconds until one sender alone is acknowledged.</param>
/// <param name="BareMs">Median milliseconds of an insert and its commit with nothing around it.</param>
internal sealed record CommitFigures(string Database, double PerSecond, double AloneMs, double BareMs);

[JsonSerializable(typeof(List<CommitFigures>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CommitFiguresJson : JsonSerializerContext;
