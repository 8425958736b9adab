using System.Collections.Concurrent;
using Parlance.Core.Messages;

namespace Parlance.Storage.Sessions;

/// <summary>A bounded set of open sessions that are kept, with their prepared statements, until they break.</summary>
internal sealed class SessionPool(SqlDialect dialect, SessionUse use, int size) : IDisposable
{
    private readonly SemaphoreSlim _free = new(size, size);
    private readonly ConcurrentStack<SqlSession> _idle = new();

    /// <summary>Waits for a free session.</summary>
    /// <returns>The session and whether it was used before: such a one may have died while it lay idle.</returns>
    public async Task<(SqlSession Session, bool WasIdle)> RentAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            if (_idle.TryPop(out var idle))
                return (idle, true);
            return (new SqlSession(dialect, await dialect.ConnectAsync(use, cancellationToken)), false);
        }
        catch (Exception e)
        {
            _free.Release();
            if (dialect.Outage(e) is { } outage)
                throw new StorageException(outage, e);
            throw;
        }
    }

    public void Return(SqlSession session)
    {
        if (session.IsBroken || session.InTransaction)
            session.Dispose();
        else
            _idle.Push(session);
        _free.Release();
    }

    /// <summary>Closes what lies idle: after one connection was found dead the others probably are too.</summary>
    public void Clear()
    {
        while (_idle.TryPop(out var session))
            session.Dispose();
    }

    public void Dispose()
    {
        Clear();
        _free.Dispose();
    }
}
