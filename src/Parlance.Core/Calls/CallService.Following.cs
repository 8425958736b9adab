using Microsoft.Extensions.Logging;
using Parlance.Core.Conversations;
using Parlance.Core.Events;

namespace Parlance.Core.Calls;

public sealed partial class CallService
{
    // What is heard is dealt with on a task of its own: whoever publishes may hold a lock, and must not wait.
    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            var concerns = e switch
            {
                MemberChanged { Member.IsJoined: false } left => _registry.In(left.Conversation).Count > 0,
                ConversationChanged { Value.IsDeleted: true } deleted => _registry.In(deleted.Conversation).Count > 0,
                CallChanged changed => changed.Went is not null || changed.Call.IsOver,
                BroadcastStarted or BroadcastStopped or BlockChanged { IsBlocked: true } => true,
                _ => false,
            };
            if (concerns)
                _heard.Writer.TryWrite(e);
        }
    }

    private async Task FollowAsync()
    {
        await foreach (var e in _heard.Reader.ReadAllAsync())
            await TryAsync(() => FollowAsync(e));
    }

    private Task FollowAsync(ChatEvent e) => e switch
    {
        MemberChanged left => PutOutAsync(left.Conversation, left.Member.User),
        ConversationChanged deleted => EndAllAsync(_registry.In(deleted.Conversation), CallEnding.Removed),
        CallChanged changed => UnseatAsync(changed),
        BlockChanged block => KeepApartAsync(block),
        BroadcastStarted started => StartForeignAsync(started),
        BroadcastStopped stopped => EndAllAsync(BroadcastsOf(stopped.Conversation, stopped.Who.Id).Where(call => call.StartedAt <= stopped.At), CallEnding.Left),
        _ => Task.CompletedTask,
    };

    private async Task PutOutAsync(ConversationId conversation, UserId user)
    {
        foreach (var call in _registry.In(conversation))
        {
            foreach (var participant in call.Participants.Values.Where(one => one.Who.Id == user))
            {
                if (_local.TryGetValue(participant.Id, out var seats))
                    await VacateAsync(seats, participant.Id, CallEnding.Removed);
                else if (await _registry.LeaveAsync(call.Id, participant.Id, CallEnding.Removed) is { IsOver: true } ended)
                    _records.Ended(ended);
            }
        }
    }

    private async Task KeepApartAsync(BlockChanged block)
    {
        if ((await _conversations.FindAsMemberAsync(block.By, ConversationRef.Of(Conversation.DirectKey(block.By, block.Whom)))).TryGet(out var access, out _))
            await EndAllAsync(_registry.In(access.Conversation.Id), CallEnding.Removed);
    }

    private async Task EndAllAsync(IEnumerable<Call> calls, CallEnding why)
    {
        foreach (var call in calls)
        {
            if (await _registry.EndAsync(call.Id, why) is { } ended)
                _records.Ended(ended);
        }
    }

    /// <summary>Somebody else, perhaps on another node, ended what connections of this node were in.</summary>
    private Task UnseatAsync(CallChanged changed)
    {
        IEnumerable<CallParticipant> gone = changed.Went is { } went ? [went] : [];
        if (changed.Call.IsOver)
            gone = gone.Concat(changed.Call.Participants.Values);
        foreach (var participant in gone)
        {
            if (_local.TryGetValue(participant.Id, out var seats) && seats.Remove(participant.Id) is { } seat)
                Unseat(seat, changed.Call.Ending ?? CallEnding.Removed);
        }

        return Task.CompletedTask;
    }

    /// <summary>A client of a wire without calls broadcasts: here it is a call whose broadcaster is reached as a person.</summary>
    private async Task StartForeignAsync(BroadcastStarted started)
    {
        if (BroadcastsOf(started.Conversation, started.Who.Id).Any())
            return;
        var broadcaster = new CallParticipant(ParticipantId.New(), started.Who, CallMedia.Video, IsAddressable: false);
        var call = Call.Begin(CallKind.Broadcast, started.Conversation, started.ConversationKey, broadcaster, started.At);
        if (await _registry.StartAsync(call) is not null)
            return;
        _records.Started(call);
        _records.Reached(CallRecorder.RecordOf(call), started.Who.Id, CallStages.Answered);
    }

    private IEnumerable<Call> BroadcastsOf(ConversationId room, UserId user) =>
        _registry.In(room).Where(call => call.Kind == CallKind.Broadcast && call.StartedBy == user);

    private async Task StopRingingAsync(CallId call)
    {
        try
        {
            await Task.Delay(_options.RingTimeout, _time, _stop.Token);
            await TryAsync(async () =>
            {
                if (await _registry.EndAsync(call, CallEnding.Unanswered, onlyIfRinging: true) is { } ended)
                    _records.Ended(ended);
            });
        }
        catch (OperationCanceledException)
        {
            // the server stops, and its calls with it
        }
        catch (ObjectDisposedException)
        {
            // as above, a moment later
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            Log.Failed(_logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1090, LogLevel.Error, "A call could not be kept in step with what happened in its conversation.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
