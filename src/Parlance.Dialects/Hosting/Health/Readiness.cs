using Parlance.Core.Operation;

namespace Parlance.Dialects.Hosting.Health;

/// <summary>Whether this node should be given work.</summary>
public sealed class Readiness(IEnumerable<IReadinessCheck> checks, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(2);

    private readonly IReadinessCheck[] _checks = [.. checks];
    private readonly SemaphoreSlim _one = new(1);
    private volatile Report? _last;
    private volatile bool _draining;

    /// <summary>True from the moment the process was asked to stop.</summary>
    public bool IsDraining => _draining;

    /// <summary>Turns readiness false for good; the process is about to stop.</summary>
    public void BeginDrain() => _draining = true;

    /// <returns>Check name to complaint, null where all is well. At most a second old, so that probes cannot become load on the database.</returns>
    public async ValueTask<IReadOnlyDictionary<string, string?>> CheckAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } known)
            return known;

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } justNow)
                return justNow;

            var complaints = await Task.WhenAll(_checks.Select(Ask));
            var report = _checks.Zip(complaints).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
            _last = new Report(time.GetTimestamp(), report);
            return report;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private IReadOnlyDictionary<string, string?>? Fresh() =>
        _last is { } last && time.GetElapsedTime(last.At) < KeptFor ? last.Complaints : null;

    private async Task<string?> Ask(IReadinessCheck check)
    {
        using var limit = new CancellationTokenSource(CheckLimit, time);
        try
        {
            return await check.CheckAsync(limit.Token).AsTask().WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return $"No answer within {CheckLimit.TotalSeconds:0} s.";
        }
        catch (Exception e)
        {
            // The type only: messages of database drivers hold host names and user names.
            return $"Failed with {e.GetType().Name}; the log has more.";
        }
    }

    private sealed record Report(long At, IReadOnlyDictionary<string, string?> Complaints);
}
