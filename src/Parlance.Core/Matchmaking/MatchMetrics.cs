using System.Diagnostics.Metrics;

namespace Parlance.Core.Matchmaking;

internal static class MatchMetrics
{
    private static readonly Counter<long> Matches = Telemetry.Meter.CreateCounter<long>("parlance_matches", description: "Pairs brought together.");
    private static readonly Counter<long> Ends = Telemetry.Meter.CreateCounter<long>("parlance_match_ends", description: "Matches that ended, by how.");
    private static readonly Counter<long> GivenUp = Telemetry.Meter.CreateCounter<long>("parlance_match_unmatched", description: "Who left the queue without a partner after ten seconds or more.");
    private static readonly Counter<long> DeadTickets = Telemetry.Meter.CreateCounter<long>("parlance_match_dead_tickets", description: "Connections found dead when their match was to be announced.");
    private static readonly Histogram<double> WaitSeconds = Telemetry.Meter.CreateHistogram<double>("parlance_match_wait_seconds", "s", "How long those waited who were matched.");

    // Written once by each matchmaker; a process has one, and the newest is the one that is asked.
    private static Func<int> s_waiting = () => 0;
    private static Func<TimeSpan?> s_typical = () => null;

    static MatchMetrics()
    {
        Telemetry.Meter.CreateObservableGauge("parlance_match_waiting", () => Volatile.Read(ref s_waiting)(), description: "Connections waiting for a partner.");
        Telemetry.Meter.CreateObservableGauge("parlance_match_typical_wait_seconds", Typical, "s", "Half of those matched last waited no longer; nothing before the first match.");
    }

    /// <param name="waiting">Connections of this node that wait; asked whenever metrics are read.</param>
    /// <param name="typical">As <see cref="WaitTimes.Median"/>.</param>
    public static void Watch(Func<int> waiting, Func<TimeSpan?> typical)
    {
        Volatile.Write(ref s_waiting, waiting);
        Volatile.Write(ref s_typical, typical);
    }

    public static void Began(MatchMode mode) => Matches.Add(1, new KeyValuePair<string, object?>("mode", NameOf(mode)));

    public static void Waited(TimeSpan time, MatchMode mode) => WaitSeconds.Record(time.TotalSeconds, new KeyValuePair<string, object?>("mode", NameOf(mode)));

    public static void Ended(MatchEnding ending) => Ends.Add(1, new KeyValuePair<string, object?>("ending", ending.ToString().ToLowerInvariant()));

    public static void Unmatched(MatchMode mode) => GivenUp.Add(1, new KeyValuePair<string, object?>("mode", NameOf(mode)));

    public static void Dead() => DeadTickets.Add(1);

    private static string NameOf(MatchMode mode) => mode == MatchMode.Text ? "text" : "video";

    private static IEnumerable<Measurement<double>> Typical()
    {
        if (Volatile.Read(ref s_typical)() is { } typical)
            yield return new Measurement<double>(typical.TotalSeconds);
    }
}
