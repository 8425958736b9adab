using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Parlance.Storage.Sqlite;

/// <summary>Writes the write-ahead log back into the database file beside the commits, so that none of them stalls for it.</summary>
/// <remarks>
/// A thread of its own checkpoints passively whenever <see cref="StartPages"/> have gathered. While commits go on it never quite catches up, and
/// the log only starts again from its beginning when it has; so past <see cref="RestartPages"/> a writer, which keeps others out, does the short rest.
/// Page counts include pages of logs that were restarted unnoticed, so they err towards checkpointing early.
/// </remarks>
internal sealed class SqliteCheckpointer : IAsyncDisposable
{
    /// <summary>32 MiB of 4 KiB pages.</summary>
    private const long StartPages = 8192;

    private const long RestartPages = 4 * StartPages;

    private const int CacheWritten = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    private const int RestartPatienceMs = 100;

    private readonly Func<SqliteConnection> _connect;
    private readonly object _gate = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread; // guarded by _gate; started by the first write
    private long _pending; // guarded by _gate: pages written since the last passive checkpoint began
    private long _length; // guarded by _gate: pages in the log, at most
    private long _restartAt = RestartPages; // guarded by _gate
    private bool _closed; // guarded by _gate

    public SqliteCheckpointer(Func<SqliteConnection> connect) => _connect = connect;

    /// <summary>Counts what a connection's last commit wrote. Holder of the write gate only.</summary>
    public void Wrote(SqliteConnection connection)
    {
        raw.sqlite3_db_status(connection.Handle, CacheWritten, out var pages, out _, 1);
        lock (_gate)
        {
            _pending += pages;
            _length += pages;
            if (_pending < StartPages || _closed)
                return;
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "parlance-checkpoint" };
                _thread.Start();
            }

            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Lets the log start again when it has grown too long. Holder of the write gate only, outside a transaction.</summary>
    public void RestartIfLong(SqliteConnection connection)
    {
        lock (_gate)
        {
            if (_length < _restartAt)
                return;
        }

        // Waits for readers that are in the middle of the log, but not for ever: a backup may run for minutes.
        raw.sqlite3_busy_timeout(connection.Handle, RestartPatienceMs);
        var result = raw.sqlite3_wal_checkpoint_v2(connection.Handle, null, raw.SQLITE_CHECKPOINT_RESTART, out _, out _);
        raw.sqlite3_busy_timeout(connection.Handle, 5000);
        lock (_gate)
        {
            if (result == raw.SQLITE_OK)
                (_pending, _length, _restartAt) = (0, 0, RestartPages);
            else
                _restartAt = _length + (StartPages / 4); // busy, or the disk is full: the next commits find out
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (_thread is null)
                _stopped.TrySetResult();
            Monitor.Pulse(_gate);
        }

        await _stopped.Task;
    }

    private void Run()
    {
        try
        {
            while (WaitForWork())
                Checkpoint();
        }
        finally
        {
            _stopped.TrySetResult();
        }
    }

    private bool WaitForWork()
    {
        lock (_gate)
        {
            while (_pending < StartPages && !_closed)
                Monitor.Wait(_gate);
            _pending = 0;
            return !_closed;
        }
    }

    private void Checkpoint()
    {
        try
        {
            // A connection a checkpoint: opening costs a millisecond and leaves nothing to go stale when the disk misbehaves.
            using var connection = _connect();
            var result = raw.sqlite3_wal_checkpoint_v2(connection.Handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out var length, out _);
            if (result != raw.SQLITE_OK)
                return; // busy with somebody else's checkpoint, or no room; the next 32 MiB bring the next try
            // What a long reader kept it from writing is not tried again until more has gathered, or this thread would spin beside that reader.
            lock (_gate)
                _length = length + _pending;
        }
        catch (SqliteException)
        {
            // The same failure meets the next commit, which reports it.
        }
    }
}
