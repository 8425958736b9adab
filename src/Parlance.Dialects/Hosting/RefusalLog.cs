using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Parlance.Core;

namespace Parlance.Dialects.Hosting;

/// <summary>Counts every refusal, logs each cause once with its remedy, and keeps the last thousand.</summary>
/// <remarks>
/// A cause is what would be mended together: an origin that is refused, wherever it was; else surface, dialect and code. It is logged again after an hour. Causes
/// remembered are bounded, so a stranger who invents origins can neither fill the memory nor the log. Safe from any thread.
/// </remarks>
public sealed partial class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    internal const int MaxKept = 1_000;
    internal const int MaxCauses = 500;
    private static readonly TimeSpan SilentFor = TimeSpan.FromHours(1);
    private static readonly Counter<long> Count = Telemetry.Meter.CreateCounter<long>("parlance_refusals", description: "Requests, handshakes and commands refused.");

    private readonly Lock _gate = new();
    private readonly Queue<RefusalRecord> _kept = new(); // guarded by _gate
    private readonly Dictionary<(string, string, string, string?), DateTimeOffset> _logged = []; // guarded by _gate

    /// <param name="surface">`http`, `handshake`, `command` or `match`.</param>
    /// <param name="where">Route template or command name.</param>
    public void Add(string surface, string dialect, string where, Refusal refusal, string? origin = null)
    {
        var code = Refusals.Name(refusal.Code);
        Count.Add(1, new("surface", surface), new("dialect", dialect), new("code", code));

        var now = time.GetUtcNow();
        origin = string.IsNullOrEmpty(origin) ? null : Printable.Clip(origin);
        var record = new RefusalRecord(now, surface, dialect, where, code, refusal.Sentence, refusal.Remedy, origin);
        var speak = false;
        lock (_gate)
        {
            if (_kept.Count == MaxKept)
                _kept.Dequeue();
            _kept.Enqueue(record);

            var cause = refusal.Code == RefusalCode.OriginRefused ? ("", "", code, origin) : (surface, dialect, code, null);
            if (!_logged.TryGetValue(cause, out var last) || now - last >= SilentFor)
                speak = Remember(cause, now);
        }

        if (!speak)
            return;
        // An origin or a host is the operator's to mend; everything else is the client's.
        if (refusal.Code == RefusalCode.OriginRefused || refusal.Field == "host")
            Log.OperatorRefused(logger, surface, where, refusal.Sentence, refusal.Remedy);
        else
            Log.ClientRefused(logger, surface, dialect, where, code, refusal.Sentence, refusal.Remedy);
    }

    /// <summary>Newest last.</summary>
    public IReadOnlyList<RefusalRecord> Recent()
    {
        lock (_gate)
            return [.. _kept];
    }

    private bool Remember((string, string, string, string?) cause, DateTimeOffset now)
    {
        if (_logged.Count >= MaxCauses && !_logged.ContainsKey(cause))
        {
            foreach (var (old, at) in _logged)
            {
                if (now - at >= SilentFor)
                    _logged.Remove(old);
            }

            if (_logged.Count >= MaxCauses)
                return false;
        }

        _logged[cause] = now;
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Warning, "Refused ({Surface} {Where}): {Sentence} {Remedy} Not logged again for an hour.")]
        public static partial void OperatorRefused(ILogger logger, string surface, string where, string sentence, string remedy);

        [LoggerMessage(5002, LogLevel.Debug, "Refused ({Surface} {Dialect} {Where}): {Code}. {Sentence} {Remedy} Not logged again for an hour.")]
        public static partial void ClientRefused(ILogger logger, string surface, string dialect, string where, string code, string sentence, string remedy);
    }
}
