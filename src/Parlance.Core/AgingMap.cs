using System.Diagnostics.CodeAnalysis;

namespace Parlance.Core;

/// <summary>A bounded map that forgets what has not been touched for the longest time. Not safe for concurrent use: its owner holds a lock.</summary>
/// <remarks>
/// Two generations: what is touched moves to the young one; when that is full (or <see cref="Age"/> is called) the old one is dropped and the young
/// one takes its place. So an entry survives at least one generation after its last touch, and keeping order costs nothing.
/// </remarks>
public sealed class AgingMap<TKey, TValue>(int maxEntries) where TKey : notnull
{
    private readonly int _generationSize = Math.Max(1, maxEntries / 2);
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    public int Count => _young.Count + _old.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value))
            return true;
        if (!_old.Remove(key, out value))
            return false;

        Set(key, value);
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        if (_young.Count >= _generationSize && !_young.ContainsKey(key))
            Age();
        _old.Remove(key);
        _young[key] = value;
    }

    public void Remove(TKey key)
    {
        _young.Remove(key);
        _old.Remove(key);
    }

    /// <summary>Drops everything that was not touched since the last call.</summary>
    public void Age()
    {
        _old = _young;
        _young = [];
    }
}
