using System.Data.Common;
using Parlance.Core.Messages;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Messages;

/// <summary>The log's own connection. It is dropped after any outage and opened again by the next <see cref="Begin"/>, so that the log recovers by itself.</summary>
/// <remarks>One transaction at a time. Several log stores, of this process or of other nodes, may write the same database.</remarks>
public sealed class SqlLogStore(Database database) : ILogStore, IDisposable
{
    private SqlSession? _session; // the log's thread only, like all fields here
    private LogAppender? _appender;
    private LogHeads? _heads;

    public ILogTransaction Begin()
    {
        database.Dialect.Gate?.Enter();
        try
        {
            var wasIdle = _session is not null;
            try
            {
                return Start();
            }
            catch (StorageException) when (wasIdle)
            {
                // The connection died while it lay idle (the database was restarted). Nothing was asked of it yet, so a fresh one may try.
                return Start();
            }
        }
        catch
        {
            database.Dialect.Gate?.Exit();
            throw;
        }
    }

    public void Dispose() => Drop();

    /// <summary>Ends the transaction of <see cref="Begin"/>, rolled back unless it was committed.</summary>
    internal void End(bool committed)
    {
        try
        {
            if (committed)
            {
                _heads!.Committed();
                database.Dialect.AfterCommit(_session!);
            }
            else
            {
                _heads!.Forget();
                _session!.Rollback();
            }

            if (_session!.IsBroken)
                Drop();
        }
        finally
        {
            database.Dialect.Gate?.Exit();
        }
    }

    private SqlLogTransaction Start()
    {
        try
        {
            if (_session is null)
            {
                _session = new SqlSession(database.Dialect, database.Dialect.Connect(SessionUse.Log));
                _appender = database.Dialect.CreateAppender(_session);
                _heads = new LogHeads(_session);
            }

            database.Dialect.BeforeWrite(_session);
            _heads!.Start(_session.BeginLog(database.Dialect.BeginLog));
            return new SqlLogTransaction(this, _session, _appender!, _heads);
        }
        catch (Exception e)
        {
            Drop();
            if (e is not StorageException && database.Dialect.Outage(e) is { } outage)
                throw new StorageException(outage, e);
            throw;
        }
    }

    private void Drop()
    {
        try
        {
            _appender?.Dispose();
            _session?.Dispose();
        }
        catch (DbException)
        {
            // Closing a broken connection may fail; it is gone either way.
        }

        (_session, _appender, _heads) = (null, null, null);
    }
}
