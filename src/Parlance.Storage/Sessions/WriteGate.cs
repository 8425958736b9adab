using Parlance.Core.Messages;

namespace Parlance.Storage.Sessions;

/// <summary>
/// Lets one writer of this process at a time into the database. SQLite would make the second one wait too, but by polling, and after a while by
/// failing with SQLITE_BUSY; here the log writer and account writes simply take turns.
/// </summary>
internal sealed class WriteGate : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _free = new(1, 1);

    public void Enter()
    {
        if (!_free.Wait(Patience))
            throw Stuck();
    }

    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (!await _free.WaitAsync(Patience, cancellationToken))
            throw Stuck();
    }

    public void Exit() => _free.Release();

    public void Dispose() => _free.Dispose();

    private static StorageException Stuck() => new($"Another write has held the database for {Patience.TotalSeconds} s.");
}
