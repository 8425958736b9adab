using Parlance.Core;
using Parlance.Core.Calls;
using Parlance.Core.Events;

namespace Parlance.Cluster.InProcess;

/// <summary>The calls of a single node. What may happen to a call is <see cref="Call"/>'s to say; this keeps them and tells.</summary>
public sealed class InProcessCallRegistry(IEventBus bus, TimeProvider time) : ICallRegistry
{
    // Events are published under it, or those of one call could come in another order than its revisions.
    private readonly Lock _gate = new();
    private readonly Dictionary<CallId, Call> _calls = []; // guarded by _gate
    private readonly Dictionary<ConversationId, List<CallId>> _byConversation = []; // guarded by _gate; oldest first
    private int _participants; // guarded by _gate
    private int _numbers; // guarded by _gate

    public ValueTask<Call?> StartAsync(Call call)
    {
        lock (_gate)
        {
            var here = InLocked(call.Conversation);
            if (here.FirstOrDefault(other => StandsInTheWay(other, call)) is { } other)
                return new(other);
            _calls[call.Id] = call;
            if (!_byConversation.TryGetValue(call.Conversation, out var ids))
                _byConversation[call.Conversation] = ids = [];
            ids.Add(call.Id);
            _participants += call.Participants.Count;
            bus.Publish([new CallChanged(call, call.Participants.Values.FirstOrDefault(), null)]);
            return new((Call?)null);
        }
    }

    public ValueTask<Outcome<Call>> JoinAsync(CallId call, CallParticipant participant, int max)
    {
        lock (_gate)
        {
            if (!_calls.TryGetValue(call, out var before))
                return new(CallRefusals.NoSuchCall);
            if (before.Kind == CallKind.Mesh && before.Participants.Count >= max)
                return new(CallRefusals.Full(max));
            var numbered = participant with { Number = ++_numbers };
            var after = before.Joined(numbered);
            _calls[call] = after;
            _participants++;
            bus.Publish([new CallChanged(after, numbered, null)]);
            return new(after);
        }
    }

    public ValueTask<Call?> LeaveAsync(CallId call, ParticipantId participant, CallEnding why)
    {
        lock (_gate)
        {
            if (!_calls.TryGetValue(call, out var before) || !before.Participants.TryGetValue(participant, out var gone))
                return new((Call?)null);
            var after = before.Left(participant, why, time.GetUtcNow());
            _participants--;
            KeepLocked(after);
            bus.Publish([new CallChanged(after, null, gone)]);
            return new(after);
        }
    }

    public ValueTask<Call?> EndAsync(CallId call, CallEnding why, bool onlyIfRinging = false)
    {
        lock (_gate)
        {
            if (!_calls.TryGetValue(call, out var before) || (onlyIfRinging && !before.IsRinging))
                return new((Call?)null);
            var after = before.Ended(why, time.GetUtcNow());
            KeepLocked(after);
            bus.Publish([new CallChanged(after, null, null)]);
            return new(after);
        }
    }

    public IReadOnlyList<Call> In(ConversationId conversation)
    {
        lock (_gate)
            return [.. InLocked(conversation)];
    }

    public Call? Find(CallId call)
    {
        lock (_gate)
            return _calls.GetValueOrDefault(call);
    }

    public (int Calls, int Participants) Totals()
    {
        lock (_gate)
            return (_calls.Count, _participants);
    }

    private static bool StandsInTheWay(Call running, Call wanted) =>
        running.Kind == wanted.Kind && (wanted.Kind == CallKind.Mesh || running.StartedBy == wanted.StartedBy);

    private IEnumerable<Call> InLocked(ConversationId conversation) =>
        _byConversation.TryGetValue(conversation, out var ids) ? ids.Select(id => _calls[id]) : [];

    private void KeepLocked(Call call)
    {
        if (!call.IsOver)
        {
            _calls[call.Id] = call;
            return;
        }

        _calls.Remove(call.Id);
        _participants -= call.Participants.Count;
        var ids = _byConversation[call.Conversation];
        ids.Remove(call.Id);
        if (ids.Count == 0)
            _byConversation.Remove(call.Conversation);
    }
}
