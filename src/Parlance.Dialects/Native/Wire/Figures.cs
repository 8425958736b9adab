using Parlance.Dialects.Hosting.Metrics;

namespace Parlance.Dialects.Native.Wire;

/// <param name="PeriodMs">Between two samples.</param>
/// <param name="Samples">Oldest first; of this node since it started, half an hour at most.</param>
public sealed record FiguresReply(long PeriodMs, IReadOnlyList<WireFigures> Samples)
{
    public static FiguresReply Of(IReadOnlyList<FigureSample> samples) =>
        new((long)LiveFigures.Period.TotalMilliseconds, [.. samples.Select(WireFigures.Of)]);
}

/// <param name="At">Unix milliseconds.</param>
/// <param name="Connections">Open sockets of all wires.</param>
/// <param name="Stored">Messages and other changes stored since the sample before; <paramref name="Deliveries"/>, <paramref name="Matches"/> and <paramref name="Refusals"/> likewise.</param>
/// <param name="Waiting">Who looks for a random partner.</param>
/// <param name="CallSuccess">Share of the calls of the last hour that were set up, 0 to 1; null when there were none.</param>
public sealed record WireFigures(long At, long Connections, long Stored, long Deliveries, long Waiting, long Matches, long Refusals, double? CallSuccess)
{
    public static WireFigures Of(FigureSample s) =>
        new(s.At.ToUnixTimeMilliseconds(), s.Connections, s.Stored, s.Deliveries, s.Waiting, s.Matches, s.Refusals, s.CallSuccess);
}
