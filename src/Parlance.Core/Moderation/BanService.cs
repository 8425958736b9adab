using System.Net;
using Parlance.Core.Events;

namespace Parlance.Core.Moderation;

/// <summary>Who may not come in: devices and addresses. Asked on every request and handshake, so it answers from memory. Safe for concurrent use.</summary>
/// <remarks>Bans of accounts are the account's own (<see cref="Accounts.User.BannedUntil"/>). Given and lifted by <see cref="ModerationService"/>.</remarks>
public sealed class BanService(IBanStore store, IEnumerable<IBanWatcher> watchers, IEventBus bus, TimeProvider time) : IDisposable
{
    private readonly IBanWatcher[] _watchers = [.. watchers];
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile BanTable _table = BanTable.Empty; // swapped whole

    /// <returns>Null when nothing keeps the address out; a local socket has none.</returns>
    public Ban? FindAddress(IPAddress? address) => address is null ? null : _table.FindAddress(address, time.GetUtcNow());

    public Ban? FindDevice(string? device) => device is null ? null : _table.FindDevice(device, time.GetUtcNow());

    public void Dispose() => _loading.Dispose();

    /// <summary>Reads the bans again: at the start, and when somebody changed them. Those that are new here are told to the watchers.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        // One after the other: a read that began earlier must not undo what a later one found.
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var table = new BanTable(await store.ActiveAsync(time.GetUtcNow(), cancellationToken));
            var known = _table.Bans.Select(ban => ban.Id).ToHashSet();
            _table = table;
            foreach (var ban in table.Bans.Where(ban => !known.Contains(ban.Id)))
                Tell(ban);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>After a change: counts here when the task completes, and on other nodes when they hear of it.</summary>
    internal async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        bus.Publish([new BansChanged()]);
    }

    private void Tell(Ban ban)
    {
        foreach (var watcher in _watchers)
            watcher.Banned(ban);
        if (ban.Kind == BanKind.Device)
            bus.Publish([new DeviceBanned(ban.Target)]);
    }
}
