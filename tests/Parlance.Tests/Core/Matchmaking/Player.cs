using Parlance.Core;
using Parlance.Core.Events;
using Parlance.Core.Matchmaking;

namespace Parlance.Tests.Core.Matchmaking;

/// <summary>One connection that looks for partners, and what it heard: `waits`, `calls ben` for the one of two who makes the offer, `meets ana` for the other,
/// `over: Next` and, for the one whose doing it was, `over: Next, own`, `ben says hi`, `ben signals {}`.</summary>
internal sealed class Player(MatchParty party) : ISeekerConnection
{
    private readonly Lock _gate = new();
    private readonly List<string> _heard = []; // guarded by _gate
    private int _cuts; // interlocked
    private int _asked; // interlocked

    public MatchParty Party { get; } = party;

    public SeekerId Id { get; set; }

    /// <summary>What the connection answers when it is asked whether it is there.</summary>
    public Func<ValueTask<bool>> Alive { get; set; } = () => new(true);

    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>How often it was asked whether it is there.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>The newest match it heard of.</summary>
    public MatchId? Match { get; private set; }

    public IReadOnlyList<string> Heard
    {
        get
        {
            lock (_gate)
                return [.. _heard];
        }
    }

    public ValueTask<bool> IsAliveAsync()
    {
        Interlocked.Increment(ref _asked);
        return Alive();
    }

    public void Cut() => Interlocked.Increment(ref _cuts);

    public void Hear(SeekerEvent e)
    {
        lock (_gate)
        {
            _heard.Add(e switch
            {
                WaitingForMatch => "waits",
                MatchFound found => $"{(found.IsInitiator ? "calls" : "meets")} {found.Partner.Key}",
                MatchOver over => $"over: {over.Ending}{(over.IsOwn ? ", own" : "")}",
                MatchText text => $"{text.From} says {text.Text}",
                MatchSignal signal => $"{signal.From} signals {signal.Payload}",
                _ => e.ToString(),
            });
            if (e is MatchFound { Match: var match })
                Match = match;
        }
    }
}
