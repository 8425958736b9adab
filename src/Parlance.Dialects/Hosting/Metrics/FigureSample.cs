namespace Parlance.Dialects.Hosting.Metrics;

/// <summary>What a node did in one period.</summary>
/// <param name="Connections">At its end, as are <paramref name="Waiting"/> and <paramref name="CallSuccess"/>.</param>
/// <param name="CallSuccess">Null when nobody called within the hour.</param>
public sealed record FigureSample(DateTimeOffset At, long Connections, long Stored, long Deliveries, long Waiting, long Matches, long Refusals, double? CallSuccess);
