using System.Diagnostics.Metrics;

namespace Parlance.Core.Calls;

/// <summary>How setting up calls went, as metrics. Only what clients report counts for the ratio: of those who say nothing, nothing is known.</summary>
/// <remarks>One set-up is one person's part in one call: `connected` when their client says that media flow, `failed` when it had begun to report and the part ended without.</remarks>
public sealed class CallSetups
{
    private const int Minutes = 60;

    private static readonly double[] SetupBounds = [0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 8, 13, 20, 30, 60];

    private readonly TimeProvider _time;
    private readonly Counter<long> _setups;
    private readonly Histogram<double> _seconds;
    private readonly Lock _gate = new();
    private readonly AgingMap<(Guid Call, string Party), Progress> _parties = new(50_000); // guarded by _gate
    private readonly (long Minute, int Connected, int All)[] _lastHour = new (long, int, int)[Minutes]; // guarded by _gate

    /// <param name="meters">Of the host, so that two hosts in one process keep apart.</param>
    public CallSetups(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Telemetry.MeterName);
        _setups = meter.CreateCounter<long>("parlance_call_setups", description: "Parts in calls by how setting them up went.");
        _seconds = meter.CreateHistogram("parlance_call_setup_seconds", "s", "Time from wanting a call to media that flow, as clients report it.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = SetupBounds });
        // Without a prefix of ours: alerts of deployments ask for this name.
        meter.CreateObservableGauge("call_setup_success_ratio", Observe, description: "Share of the set-ups of the last hour that connected; absent when there were none.");
    }

    /// <summary>Null when nothing was set up within the last hour.</summary>
    public double? Ratio
    {
        get
        {
            var oldest = Minute - Minutes;
            lock (_gate)
            {
                var (connected, all) = (0, 0);
                foreach (var minute in _lastHour.Where(minute => minute.Minute > oldest))
                    (connected, all) = (connected + minute.Connected, all + minute.All);
                return all == 0 ? null : (double)connected / all;
            }
        }
    }

    private long Minute => (long)_time.Elapsed().TotalMinutes + 1; // 0 stands for a place never used

    /// <summary>What a client says of its part.</summary>
    public void Reported(CallRecord call, CallParty party)
    {
        lock (_gate)
        {
            var progress = _parties.TryGet((call.Id, party.Key), out var known) ? known : new Progress();
            progress.HasReported = true;
            if (party.Stages.HasFlag(CallStages.Connected))
                CountLocked(progress, call.Kind, connected: true);
            else if (party.Reported is CallReport.Failed or CallReport.Lost)
                CountLocked(progress, call.Kind, connected: false);
            if (party.Setup is { } setup && !progress.HasTime)
            {
                progress.HasTime = true;
                _seconds.Record(setup.TotalSeconds, new KeyValuePair<string, object?>("kind", Name(call.Kind)));
            }

            _parties.Set((call.Id, party.Key), progress);
        }
    }

    /// <summary>Somebody's part is over.</summary>
    public void Parted(CallRecord call, string party)
    {
        lock (_gate)
        {
            if (_parties.TryGet((call.Id, party), out var progress) && progress.HasReported)
                CountLocked(progress, call.Kind, connected: false);
        }
    }

    /// <summary>A call that nobody came to.</summary>
    public void Unanswered(CallRecord call) => Add(call.Kind, call.Ending.ToString()!.ToLowerInvariant());

    public static string Name(CallRecordKind kind) => kind switch
    {
        CallRecordKind.Match => "match",
        CallRecordKind.Direct => "direct",
        CallRecordKind.Broadcast => "broadcast",
        _ => "mesh",
    };

    private void CountLocked(Progress progress, CallRecordKind kind, bool connected)
    {
        if (progress.IsCounted)
            return;
        progress.IsCounted = true;
        ref var minute = ref _lastHour[Minute % Minutes];
        if (minute.Minute != Minute)
            minute = (Minute, 0, 0);
        minute.All++;
        minute.Connected += connected ? 1 : 0;
        Add(kind, connected ? "connected" : "failed");
    }

    private void Add(CallRecordKind kind, string result) =>
        _setups.Add(1, new KeyValuePair<string, object?>("kind", Name(kind)), new KeyValuePair<string, object?>("result", result));

    private IEnumerable<Measurement<double>> Observe() => Ratio is { } ratio ? [new Measurement<double>(ratio)] : [];

    private sealed class Progress
    {
        public bool HasReported { get; set; }

        public bool HasTime { get; set; }

        public bool IsCounted { get; set; }
    }
}
