using System.Text.Json;

namespace Parlance.Scenarios.Harness.Blink;

/// <summary>Somebody in a crowd: keeps account of where they stand by what they are told, and complains about what cannot be.</summary>
public sealed class Reveler
{
    private readonly Task _following;
    private readonly Lock _gate = new();
    private readonly List<string> _complaints = []; // guarded by _gate
    private readonly List<(string Session, bool IsInitiator)> _matches = []; // guarded by _gate
    private State _state = State.New; // guarded by _gate
    private int _skips; // guarded by _gate: how often it asked for the next, less the matches that this has ended

    public enum State
    {
        New,
        Waiting,
        Matched,
        Idle,
        Gone,
    }

    public Reveler(BlinkSocket socket)
    {
        Socket = socket;
        _following = FollowAsync();
    }

    public BlinkSocket Socket { get; }

    public (State State, string? Session) Standing
    {
        get
        {
            lock (_gate)
                return (_state, _state == State.Matched ? _matches[^1].Session : null);
        }
    }

    /// <summary>Every match so far, oldest first.</summary>
    public IReadOnlyList<(string Session, bool IsInitiator)> Matches
    {
        get
        {
            lock (_gate)
                return [.. _matches];
        }
    }

    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_gate)
                return [.. _complaints];
        }
    }

    public Task Skips()
    {
        lock (_gate)
            _skips++;
        return Socket.Sends("""{"type":"next"}""");
    }

    /// <summary>Completes when the connection has ended.</summary>
    public Task Ended => _following;

    private async Task FollowAsync()
    {
        await foreach (var frame in Socket.Incoming.ReadAllAsync())
        {
            if (frame.OpCode == WireSocket.Text)
                Take(frame);
        }

        lock (_gate)
            _state = State.Gone;
    }

    private void Take(WireSocket.Frame frame)
    {
        using var json = JsonDocument.Parse(frame.Payload);
        var told = json.RootElement;
        lock (_gate)
        {
            var next = told.Text("type") switch
            {
                "connected" => State.New,
                "waiting" => State.Waiting,
                "matched" => State.Matched,
                "partner_next" or "partner_left" => State.Idle,
                _ => _state,
            };
            // Between two matches there is an end: told, or asked for.
            if (next == State.Matched && _state == State.Matched && --_skips < 0)
                _complaints.Add($"matched twice: {_matches[^1]} and {told}");
            if (next == State.Idle && _state != State.Matched)
                _complaints.Add($"{told} while {_state}");
            if (next == State.Matched)
                _matches.Add((told.Text("session_id")!, told.GetProperty("is_initiator").GetBoolean()));
            _state = next;
        }
    }
}
