using System.Text.Json.Serialization;

namespace Parlance.Bench.Queries;

/// <summary>A row of the page's table: one thing that clients ask for, beside the barest way to answer it on the same engine.</summary>
/// <param name="Peer">What the barest way is, in words.</param>
internal sealed record QueryFigures(string Database, string What, double P50Ms, double P99Ms, string Peer, double PeerP50Ms, double PeerP99Ms);

/// <summary>A row of the page's table of rates.</summary>
/// <param name="PeerPerSecond">Of <paramref name="Peer"/>, in turns with it.</param>
internal sealed record RateFigures(string Database, string What, double PerSecond, string Peer, double PeerPerSecond);

/// <param name="Plan">As the engine explains the statement, one line each.</param>
internal sealed record PlanFigures(string Database, string What, IReadOnlyList<string> Plan);

internal sealed record QueryResults(List<QueryFigures> Queries, List<RateFigures> Rates, List<PlanFigures> Plans);

[JsonSerializable(typeof(QueryResults))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class QueryResultsJson : JsonSerializerContext;
