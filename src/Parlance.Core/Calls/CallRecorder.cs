using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Parlance.Core.Calls;

/// <summary>Keeps records of calls: queued, stored together, and never in the way of a call.</summary>
/// <remarks>What does not fit into the queue, or cannot be stored, is lost: a call matters more than its record.</remarks>
public sealed partial class CallRecorder : IAsyncDisposable
{
    private const int MaxWaiting = 20_000;
    private const int MaxBatch = 500;

    private readonly ICallStore _store;
    private readonly CallSetups _setups;
    private readonly ILogger<CallRecorder> _logger;
    private readonly Channel<Entry> _waiting = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private int _count; // interlocked; of records that wait
    private readonly Task _loop;

    public CallRecorder(ICallStore store, CallSetups setups, ILogger<CallRecorder> logger)
    {
        (_store, _setups, _logger) = (store, setups, logger);
        _loop = StoreAsync();
    }

    public void Started(Call call) => Add(RecordOf(call));

    public void Ended(Call call)
    {
        var record = RecordOf(call) with { EndedAt = call.EndedAt, Ending = call.Ending };
        Add(record);
        if (record.Ending is CallEnding.Declined or CallEnding.Unanswered or CallEnding.Cancelled)
            _setups.Unanswered(record);
    }

    public void Reached(CallRecord call, UserId user, CallStages stages) => Add(call, CallParty.Of(user) with { Stages = stages });

    public void Parted(CallRecord call, UserId user, CallEnding why)
    {
        Add(call, CallParty.Of(user) with { Ending = why });
        _setups.Parted(call, user.ToString());
    }

    /// <summary>What a client says of its part.</summary>
    public void Reported(CallRecord call, CallParty party)
    {
        Add(call, party);
        _setups.Reported(call, party);
    }

    /// <summary>Completes when everything said before this call is stored, or given up.</summary>
    public Task SettledAsync()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_waiting.Writer.TryWrite(new Entry(null, settled)))
            settled.SetResult();
        return settled.Task;
    }

    /// <summary>Stores what is left. More than one call is fine.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    public static CallRecord RecordOf(Call call) => new(call.Id.Value, KindOf(call), call.Conversation, call.StartedAt);

    private static CallRecordKind KindOf(Call call) =>
        call.Kind == CallKind.Broadcast ? CallRecordKind.Broadcast : call.IsDirect ? CallRecordKind.Direct : CallRecordKind.Mesh;

    private void Add(CallRecord record, params CallParty[] parties)
    {
        if (Interlocked.Increment(ref _count) > MaxWaiting || !_waiting.Writer.TryWrite(new Entry(record with { Parties = parties }, null)))
            Interlocked.Decrement(ref _count);
    }

    private async Task StoreAsync()
    {
        var batch = new List<CallRecord>();
        var settled = new List<TaskCompletionSource>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var entry))
            {
                if (entry.Record is { } record)
                    batch.Add(record);
                if (entry.Settled is { } waiter)
                    settled.Add(waiter);
            }

            if (batch.Count > 0)
                await StoreAsync(batch);
            Interlocked.Add(ref _count, -batch.Count);
            batch.Clear();
            settled.ForEach(waiter => waiter.TrySetResult());
            settled.Clear();
        }
    }

    private async Task StoreAsync(List<CallRecord> batch)
    {
        try
        {
            await _store.AddAsync(batch, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.NotStored(_logger, e, batch.Count);
        }
    }

    /// <summary>A record to be stored, or somebody who waits for those before.</summary>
    private readonly record struct Entry(CallRecord? Record, TaskCompletionSource? Settled);

    private static partial class Log
    {
        [LoggerMessage(1091, LogLevel.Warning, "{Count} entries about calls could not be stored; the calls themselves go on.")]
        public static partial void NotStored(ILogger logger, Exception exception, int count);
    }
}
