using System.Diagnostics.CodeAnalysis;

namespace Parlance.Core;

/// <summary>What was read from storage lately, so that a handshake or a message costs no query. Safe for concurrent use; bounded.</summary>
/// <remarks>
/// Its owner forgets an entry whenever the bus tells of a change. Should the bus lose that, an entry is wrong for <paramref name="maxAge"/> at most.
/// </remarks>
/// <param name="load">Reads one value; null results are kept too, so that asking for what does not exist is cheap as well.</param>
internal sealed class LoadingCache<TKey, TValue>(Func<TKey, Task<TValue>> load, TimeProvider time, int maxEntries, TimeSpan maxAge)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly AgingMap<TKey, (TValue Value, TimeSpan LoadedAt)> _entries = new(maxEntries); // guarded by _gate

    // Guarded by _gate. A load stands here until it is stored. Forgetting an entry takes the load away too: its answer may have been read before
    // the change and must not be kept, though those who already wait for it get it.
    private readonly Dictionary<TKey, Task<TValue>> _loading = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (_entries.TryGet(key, out var entry) && time.Elapsed() - entry.LoadedAt <= maxAge)
            {
                value = entry.Value;
                return true;
            }

            value = default;
            return false;
        }
    }

    /// <summary>Concurrent calls for one key share one read.</summary>
    public ValueTask<TValue> GetAsync(TKey key)
    {
        if (TryGet(key, out var value))
            return new(value);

        TaskCompletionSource<TValue>? mine = null;
        Task<TValue>? shared;
        lock (_gate)
        {
            if (!_loading.TryGetValue(key, out shared))
            {
                mine = new TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously);
                _loading[key] = shared = mine.Task;
            }
        }

        return new(mine is null ? shared : LoadAsync(key, mine));
    }

    public void Forget(TKey key)
    {
        lock (_gate)
        {
            _entries.Remove(key);
            _loading.Remove(key);
        }
    }

    private async Task<TValue> LoadAsync(TKey key, TaskCompletionSource<TValue> mine)
    {
        TValue value;
        try
        {
            value = await load(key);
        }
        catch (Exception e)
        {
            lock (_gate)
                Finish(key, mine.Task);
            mine.SetException(e);
            return await mine.Task;
        }

        lock (_gate)
        {
            if (Finish(key, mine.Task))
                _entries.Set(key, (value, time.Elapsed()));
        }

        mine.SetResult(value);
        return value;
    }

    /// <returns>False when the entry was forgotten while it was read.</returns>
    private bool Finish(TKey key, Task<TValue> task) =>
        _loading.TryGetValue(key, out var current) && current == task && _loading.Remove(key);
}
