using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Parlance.Core.Matchmaking;

/// <summary>Writes match records behind the matches: nobody is brought together later because a disk is slow. Safe for concurrent use.</summary>
public sealed partial class MatchRecords : IAsyncDisposable
{
    private const int MaxPending = 50_000;
    private const int PurgeSlice = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PurgeEvery = TimeSpan.FromHours(1);

    /// <summary>This is made before the database is prepared.</summary>
    private static readonly TimeSpan FirstPurge = TimeSpan.FromMinutes(1);


    private readonly IMatchStore _store;
    private readonly MatchOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<MatchRecords> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly Task _loop;
    private Dictionary<MatchId, MatchRecord> _pending = []; // guarded by _gate
    private Dictionary<MatchId, MatchRecord> _writing = []; // guarded by _gate; what is on its way to the disk
    private TimeSpan _purgeAt;
    private int _disposed; // interlocked

    public MatchRecords(IMatchStore store, MatchOptions options, TimeProvider time, ILogger<MatchRecords> logger)
    {
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _purgeAt = time.Elapsed() + FirstPurge;
        _loop = RunAsync();
    }

    /// <summary>Takes the newest state of a record. Never waits.</summary>
    public void Put(MatchRecord record)
    {
        lock (_gate)
        {
            // Storage has been away for long; what happens is more important than what is written of it.
            if (_pending.Count < MaxPending || _pending.ContainsKey(record.Id))
                _pending[record.Id] = record;
        }
    }

    /// <summary>Finds a record whether or not it is on disk already.</summary>
    public async ValueTask<MatchRecord?> FindAsync(MatchId id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_pending.TryGetValue(id, out var record) || _writing.TryGetValue(id, out record))
                return record;
        }

        return await _store.FindAsync(id, cancellationToken);
    }

    /// <summary>Newest first, those included that are not on disk yet; as <see cref="IMatchStore.ListAsync"/>.</summary>
    public async Task<IReadOnlyList<MatchRecord>> ListAsync(UserId? user, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        return await _store.ListAsync(user, before, limit, cancellationToken);
    }

    /// <summary>Writes what waits now.</summary>
    /// <exception cref="Messages.StorageException">It could not be written, and waits for the next attempt.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        // One at a time, or an older state could be written over a newer one.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            lock (_gate)
                (_writing, _pending) = (_pending, []);
            if (_writing.Count > 0)
                await _store.SaveAsync([.. _writing.Values], cancellationToken);
        }
        catch
        {
            PutBack();
            throw;
        }
        finally
        {
            lock (_gate)
                _writing = [];
            _turn.Release();
        }
    }

    /// <summary>Writes what is left. More than one call is fine.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync();
        await _loop;
        await TurnAsync(CancellationToken.None);
        _stop.Dispose();
        _turn.Dispose();
    }

    private void PutBack()
    {
        lock (_gate)
        {
            foreach (var (id, record) in _writing)
                _pending.TryAdd(id, record); // one that was put meanwhile is newer
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A record that cannot be written must not end the writing of records.")]
    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
            if (_time.Elapsed() >= _purgeAt && !cancellationToken.IsCancellationRequested)
            {
                if (await _store.PurgeAsync(_time.GetUtcNow() - _options.RecordRetention, PurgeSlice, cancellationToken) < PurgeSlice)
                    _purgeAt = _time.Elapsed() + PurgeEvery;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping; what is left is written by DisposeAsync.
        }
        catch (Exception e)
        {
            Log.NotWritten(_logger, e);
        }
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            // First the pause: it begins before the database is ready.
            await Task.Delay(Pause, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TurnAsync(_stop.Token);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1070, LogLevel.Warning, "Match records could not be written; the next attempt follows.")]
        public static partial void NotWritten(ILogger logger, Exception exception);
    }
}
