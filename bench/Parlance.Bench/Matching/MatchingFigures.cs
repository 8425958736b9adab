using System.Text.Json.Serialization;

namespace Parlance.Bench.Matching;

/// <summary>How long people of one kind waited, in seconds of the simulation.</summary>
internal sealed record GroupFigures(string Group, int Matched, double P50, double P90, double P99, double Max);

/// <param name="Waiting">Tickets waiting, on average over the measured time.</param>
/// <param name="CpuMicroseconds">Of the process, for one match; the simulation's own work included.</param>
/// <param name="GaveUp">Left the queue unmatched.</param>
/// <param name="Repeats">Share of matches between two who had met within the last ten minutes.</param>
/// <param name="OverdueSeconds">Of two who waited and fitted each other: the longest they had been able to meet without being brought together.</param>
/// <param name="Sampled">Tickets that were held against all others for that.</param>
/// <param name="Violations">Of the rules and invariants; none, or the run is no result.</param>
internal sealed record SimulationFigures(
    string Scale, double VirtualSeconds, double Waiting, int Matches, int GaveUp, double Repeats, double CpuMicroseconds, double OverdueSeconds, int Sampled, int Violations,
    IReadOnlyList<GroupFigures> Groups);

/// <summary>One newcomer's entering and searching among so many who wait, and the same asked of everybody one by one.</summary>
internal sealed record QueueFigures(int Waiting, string Newcomer, double Microseconds, double Bytes, double LinearMicroseconds, double BytesATicket);

internal sealed record ThroughputFigures(double MatchesPerSecond, double CpuMicroseconds);

internal sealed record MatchingResults(IReadOnlyList<QueueFigures> Queue, ThroughputFigures Throughput, IReadOnlyList<SimulationFigures> Simulations);

[JsonSerializable(typeof(MatchingResults))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class MatchingResultsJson : JsonSerializerContext;
