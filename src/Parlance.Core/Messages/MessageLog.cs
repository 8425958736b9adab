using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Parlance.Core.Events;

namespace Parlance.Core.Messages;

/// <summary>The one writer of a node: whatever gathered while the last commit ran goes into the next one.</summary>
/// <remarks>
/// The life of an entry:
/// <list type="number">
/// <item><see cref="TryEnqueue(LogEntry)"/> puts it behind those that came before, from any thread.</item>
/// <item>The writer takes all that waits, up to <see cref="MessageLogOptions.MaxBatch"/>, and applies it in one transaction. Under light load
/// that is one entry, which waits for nobody: there is no timer.</item>
/// <item>After the commit each message sent over a socket is told, in log order: this is where its sender is acknowledged.</item>
/// <item>The events of the batch go to the bus in one call, in log order, before the next batch is committed. Then all others are told.</item>
/// </list>
/// A batch that storage refuses is refused whole: its senders may send again under the same client ids. A batch in which one entry makes the
/// program throw is taken apart and applied entry by entry, so that the others are stored.
/// </remarks>
public sealed partial class MessageLog : IAsyncDisposable
{
    private static readonly Counter<long> Entries = Telemetry.Meter.CreateCounter<long>("parlance_log_entries", description: "Entries stored in the message log.");
    private static readonly Counter<long> Failures = Telemetry.Meter.CreateCounter<long>("parlance_log_failures", description: "Entries refused because storage failed.");
    private static readonly Histogram<double> CommitSeconds = Telemetry.Meter.CreateHistogram<double>("parlance_log_commit_seconds", "s", "Time from taking a batch to its commit.");
    private static readonly Histogram<int> BatchSize = Telemetry.Meter.CreateHistogram<int>("parlance_log_batch_entries", description: "Entries a commit.");

    private readonly ILogStore _store;
    private readonly IEventBus _bus;
    private readonly MessageLogOptions _options;
    private readonly ILogger<MessageLog> _logger;
    private readonly Thread _writer;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A monitor rather than a channel: the writer is a thread that sleeps here, and one lock a message is the cheapest hand-over measured.
    private readonly object _gate = new();
    private List<LogEntry> _waiting = []; // guarded by _gate
    private bool _writerSleeps; // guarded by _gate
    private bool _closed; // guarded by _gate

    // Writer thread only: reused from batch to batch.
    private readonly List<AppendEntry> _run = [];
    private readonly List<ChatEvent> _events = [];

    public MessageLog(ILogStore store, IEventBus bus, MessageLogOptions options, ILogger<MessageLog> logger)
    {
        _store = store;
        _bus = bus;
        _options = options;
        _logger = logger;
        _writer = new Thread(Write) { IsBackground = true, Name = "parlance-log" };
        _writer.Start();
    }

    /// <summary>Queues an entry. Never waits.</summary>
    /// <returns>False when the log is full or closing: answer <see cref="Refusal.Unavailable"/>; the entry is never told anything.</returns>
    public bool TryEnqueue(LogEntry entry)
    {
        lock (_gate)
        {
            if (_closed || _waiting.Count >= _options.MaxWaiting)
                return false;

            _waiting.Add(entry);
            WakeLocked();
        }

        return true;
    }

    /// <summary>Queues entries side by side, all or none. Never waits.</summary>
    /// <param name="entries">The log does not keep the list.</param>
    /// <returns>As <see cref="TryEnqueue(LogEntry)"/>.</returns>
    public bool TryEnqueue(List<LogEntry> entries)
    {
        lock (_gate)
        {
            if (_closed || _waiting.Count >= _options.MaxWaiting)
                return false;

            _waiting.AddRange(entries);
            WakeLocked();
        }

        return true;
    }

    /// <summary>Takes no more entries, stores those that wait and stops the writer.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        await _stopped.Task;
    }

    private void WakeLocked()
    {
        if (!_writerSleeps)
            return;
        _writerSleeps = false;
        Monitor.Pulse(_gate);
    }

    private void Write()
    {
        var spare = new List<LogEntry>();
        try
        {
            while (Take(spare) is { } batch)
            {
                for (var start = 0; start < batch.Count; start += _options.MaxBatch)
                    Store(batch, start, Math.Min(_options.MaxBatch, batch.Count - start));

                batch.Clear();
                spare = batch;
            }
        }
        catch (Exception e)
        {
            // Only a bug gets here. A process that can store nothing must not look alive.
            Log.WriterDied(_logger, e);
            Environment.FailFast("The message log's writer died.", e);
        }
        finally
        {
            _stopped.TrySetResult();
        }
    }

    /// <summary>Waits for entries and swaps the list for <paramref name="spare"/>; null when closed and empty.</summary>
    private List<LogEntry>? Take(List<LogEntry> spare)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                    return null;
                _writerSleeps = true;
                Monitor.Wait(_gate);
            }

            _writerSleeps = false;
            var batch = _waiting;
            _waiting = spare;
            return batch;
        }
    }

    private void Store(List<LogEntry> batch, int start, int count)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            Commit(batch, start, count);
        }
        catch (StorageException e)
        {
            Log.StorageFailed(_logger, e, count);
            Failures.Add(count);
            for (var i = start; i < start + count; i++)
                batch[i].Fail(Refusal.Unavailable);
            return;
        }
        catch (Exception e) when (count > 1)
        {
            Log.BatchTakenApart(_logger, e, count);
            for (var i = start; i < start + count; i++)
            {
                batch[i].Reset();
                Store(batch, i, 1);
            }

            return;
        }
        catch (Exception e)
        {
            Log.EntryFailed(_logger, e, batch[start].GetType().Name);
            Failures.Add(1);
            batch[start].Fail(Refusal.Unavailable);
            return;
        }

        CommitSeconds.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        BatchSize.Record(count);
        Entries.Add(count);

        Announce(batch, start, count);
    }

    private void Announce(List<LogEntry> batch, int start, int count)
    {
        for (var i = start; i < start + count; i++)
        {
            if (batch[i].IsToldFirst)
                batch[i].OnCommitted();
            batch[i].CollectEvents(_events);
        }

        if (_events.Count > 0)
            _bus.Publish(_events);
        _events.Clear();

        for (var i = start; i < start + count; i++)
        {
            if (!batch[i].IsToldFirst)
                batch[i].OnCommitted();
        }
    }

    private void Commit(List<LogEntry> batch, int start, int count)
    {
        using var transaction = _store.Begin();
        for (var i = start; i < start + count; i++)
        {
            // Messages that stand side by side are appended together; any other change keeps its place between them.
            if (batch[i] is AppendEntry append)
            {
                _run.Add(append);
                continue;
            }

            AppendRun(transaction);
            batch[i].Apply(transaction);
        }

        AppendRun(transaction);
        transaction.Commit();
    }

    private void AppendRun(ILogTransaction transaction)
    {
        if (_run.Count == 0)
            return;
        try
        {
            transaction.Append(_run);
        }
        finally
        {
            _run.Clear();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Critical, "The message log's writer died; the process ends so that it is restarted.")]
        public static partial void WriterDied(ILogger logger, Exception exception);

        [LoggerMessage(1002, LogLevel.Error, "Storage refused a batch of {Count} entries; their senders were told to try again. Check the disk and the database.")]
        public static partial void StorageFailed(ILogger logger, Exception exception, int count);

        [LoggerMessage(1003, LogLevel.Warning, "A batch of {Count} entries failed and is stored entry by entry.")]
        public static partial void BatchTakenApart(ILogger logger, Exception exception, int count);

        [LoggerMessage(1004, LogLevel.Error, "An entry of type {Entry} made the log throw and was refused.")]
        public static partial void EntryFailed(ILogger logger, Exception exception, string entry);
    }
}
