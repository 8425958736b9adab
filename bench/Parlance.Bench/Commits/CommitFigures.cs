using System.Text.Json.Serialization;

namespace Parlance.Bench.Commits;

/// <summary>A row of the page's table.</summary>
/// <param name="BareMs">Median milliseconds of an insert and its commit with nothing around it.</param>
internal sealed record CommitFigures(string Database, double BareMs);

[JsonSerializable(typeof(List<CommitFigures>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CommitFiguresJson : JsonSerializerContext;
