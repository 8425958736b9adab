namespace Parlance.Core.Matchmaking;

/// <summary>How long those waited who were matched last. Not safe for concurrent use: its owner holds a lock.</summary>
internal sealed class WaitTimes
{
    private const int Kept = 101;

    private readonly Queue<TimeSpan> _last = new(Kept);

    public void Add(TimeSpan waited)
    {
        if (_last.Count == Kept)
            _last.Dequeue();
        _last.Enqueue(waited);
    }

    /// <summary>Half of them waited no longer; null when nobody has been matched yet.</summary>
    public TimeSpan? Median() => _last.Count == 0 ? null : _last.Order().ElementAt(_last.Count / 2);
}
