namespace Parlance.Scenarios.Harness;

/// <summary>Somebody who never stops talking: numbers as messages, so many at a time, each tried until it is acknowledged.</summary>
public sealed class MessageStream : IAsyncDisposable
{
    private readonly Person _speaker;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _givingUp = new();
    private readonly Lock _gate = new();
    private readonly List<(string Text, SendAck Ack)> _acknowledged = []; // guarded by _gate
    private readonly Task<int> _talking;

    public MessageStream(Person speaker, int inFlight)
    {
        _speaker = speaker;
        _talking = TalkAsync(inFlight);
    }

    public IReadOnlyList<(string Text, SendAck Ack)> Acknowledged
    {
        get
        {
            lock (_gate)
                return [.. _acknowledged];
        }
    }

    /// <summary>Waits until so many more are acknowledged than at the call.</summary>
    public async Task IsAcknowledged(int more)
    {
        var target = Count + more;
        await Eventually.Holds(() => _talking.IsFaulted
            ? throw new InvalidOperationException("The stream broke.", _talking.Exception)
            : Count >= target ? null : $"{Count} of {target} acknowledged", TimeSpan.FromSeconds(60));
    }

    /// <summary>Says nothing new and waits until all that was said is acknowledged.</summary>
    /// <returns>How many were said.</returns>
    public async Task<int> Ends()
    {
        await _ending.CancelAsync();
        return await _talking;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _givingUp.CancelAsync(); // a story that failed may have left no server to acknowledge anything
        await Task.WhenAny(_talking); // a failure was told where the story waited for it
        _ending.Dispose();
        _givingUp.Dispose();
    }

    private int Count
    {
        get
        {
            lock (_gate)
                return _acknowledged.Count;
        }
    }

    private async Task<int> TalkAsync(int inFlight)
    {
        using var room = new SemaphoreSlim(inFlight);
        var sends = new List<Task>();
        for (var i = 0; ; i++)
        {
            await room.WaitAsync();
            if (_ending.IsCancellationRequested)
            {
                await Task.WhenAll(sends);
                return i;
            }

            sends.Add(SayAsync($"{i}", room));
        }
    }

    private async Task SayAsync(string text, SemaphoreSlim room)
    {
        try
        {
            var ack = await _speaker.Says(text, cancellationToken: _givingUp.Token);
            lock (_gate)
                _acknowledged.Add((text, ack));
        }
        finally
        {
            room.Release();
        }
    }
}
