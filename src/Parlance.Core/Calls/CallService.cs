using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Presence;

namespace Parlance.Core.Calls;

/// <summary>Calls in conversations: starting, joining, leaving, and the signals with which programs set up the media among themselves. Safe for concurrent use.</summary>
/// <remarks>
/// Media never pass through here. A participant is a connection, known by its <see cref="CallSeats"/>; whoever is in a call of a room counts as being in the room
/// (<see cref="IAttendance"/>), so that clients of wires without calls see broadcasters and can signal to them.
/// </remarks>
public sealed partial class CallService : IEventSubscriber, IAsyncDisposable
{
    private readonly ICallRegistry _registry;
    private readonly ConversationService _conversations;
    private readonly UserCache _users;
    private readonly IAttendance _attendance;
    private readonly CallRecorder _records;
    private readonly IEventBus _bus;
    private readonly CallOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CallService> _logger;
    private readonly RateLimiter _calls;
    private readonly RateLimiter _signals;
    private readonly ConcurrentDictionary<ParticipantId, CallSeats> _local = new(); // whose connections are on this node
    private readonly Channel<ChatEvent> _heard = Channel.CreateUnbounded<ChatEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly IDisposable _subscription;
    private readonly Task _following;

    public CallService(
        ICallRegistry registry, ConversationService conversations, UserCache users, IAttendance attendance, CallRecorder records,
        IEventBus bus, CallOptions options, LimitOptions limits, TimeProvider time, ILogger<CallService> logger)
    {
        (_registry, _conversations, _users, _attendance, _records) = (registry, conversations, users, attendance, records);
        (_bus, _options, _time, _logger) = (bus, options, time, logger);
        _calls = new RateLimiter(limits.CallsPerUser, limits.Scale, time);
        _signals = new RateLimiter(limits.SignalPerUser, limits.Scale, time);
        _subscription = bus.Subscribe(this);
        _following = FollowAsync();
    }

    /// <summary>Calls of a conversation that the caller is in.</summary>
    public async Task<Outcome<IReadOnlyList<Call>>> FindAsync(User caller, ConversationRef reference) =>
        (await _conversations.FindAsMemberAsync(caller.Id, reference)).TryGet(out var access, out var refusal)
            ? Outcome.Of(_registry.In(access.Conversation.Id))
            : refusal;

    /// <summary>As this node knows them, for whoever comes into the conversation. Never waits.</summary>
    public IReadOnlyList<Call> In(ConversationId conversation) => _registry.In(conversation);

    /// <summary>Begins a call with the caller in it. In a direct conversation it rings.</summary>
    public async Task<Outcome<CallEntry>> StartAsync(CallSeats seats, User caller, ConversationRef reference, CallKind kind, CallMedia media)
    {
        if (!(await EnterableAsync(caller, reference)).TryGet(out var access, out var refusal))
            return refusal;
        var conversation = access.Conversation;
        if (kind == CallKind.Broadcast && conversation.Kind != ConversationKind.Room)
            return Refusal.Invalid("kind", "Only in a room can one broadcast.");

        var isDirect = conversation.Kind == ConversationKind.Direct;
        var self = new CallParticipant(ParticipantId.New(), Shown(caller, access.Member!), media);
        var call = Call.Begin(kind, conversation.Id, conversation.PublicKey, self, _time.GetUtcNow(), isDirect);
        // Seated first: whatever ends the call finds the seat.
        _local[self.Id] = seats;
        if (await _registry.StartAsync(call) is { } running)
        {
            _local.TryRemove(self.Id, out _);
            return CallRefusals.Runs(running);
        }

        _records.Started(call);
        if (isDirect)
        {
            if (DirectKeys.OtherUser(conversation.Key, caller.Id) is { } other)
                _records.Reached(CallRecorder.RecordOf(call), other, CallStages.Invited);
            _ = StopRingingAsync(call.Id);
        }

        return await SeatAsync(seats, call, self, conversation, caller);
    }

    /// <summary>Joins a call that goes on; a connection that is in it already stays as it is.</summary>
    /// <param name="media">Null: what is usual in such a call.</param>
    /// <param name="kind">Null for any; <paramref name="id"/> says which where there are several.</param>
    public async Task<Outcome<CallEntry>> JoinAsync(
        CallSeats seats, User caller, ConversationRef reference, CallId? id, CallKind? kind, CallMedia? media)
    {
        if (!(await EnterableAsync(caller, reference)).TryGet(out var access, out var refusal))
            return refusal;
        if (!Choose(_registry.In(access.Conversation.Id), id, kind).TryGet(out var call, out refusal))
            return refusal;
        if (seats.In(call.Id) is { } seat)
            return new CallEntry(_registry.Find(call.Id) ?? call, seat.Participant);

        var self = new CallParticipant(ParticipantId.New(), Shown(caller, access.Member!), media ?? (call.Kind == CallKind.Mesh ? CallMedia.Video : CallMedia.None));
        _local[self.Id] = seats;
        if (!(await _registry.JoinAsync(call.Id, self, _options.MaxMesh)).TryGet(out var joined, out refusal))
        {
            _local.TryRemove(self.Id, out _);
            return refusal;
        }

        return await SeatAsync(seats, joined, self, access.Conversation, caller);
    }

    /// <summary>Takes the connection out of the conversation's calls, or of one of them.</summary>
    public async Task<Outcome<bool>> LeaveAsync(CallSeats seats, User caller, ConversationRef reference, CallId? call)
    {
        if (!(await _conversations.FindAsMemberAsync(caller.Id, reference)).TryGet(out var access, out var refusal))
            return refusal;
        var own = seats.In(access.Conversation.Id).Where(seat => call is null || seat.Call == call).ToList();
        if (own.Count == 0)
            return CallRefusals.NotInCall;
        foreach (var seat in own)
            await VacateAsync(seats, seat.Participant, CallEnding.Left);
        return true;
    }

    /// <summary>Says no to a call that rings.</summary>
    public async Task<Outcome<bool>> DeclineAsync(User caller, ConversationRef reference)
    {
        if (!(await _conversations.FindAsMemberAsync(caller.Id, reference)).TryGet(out var access, out var refusal))
            return refusal;
        if (_registry.In(access.Conversation.Id).FirstOrDefault(call => call.IsRinging && call.StartedBy != caller.Id) is not { } ringing
            || await _registry.EndAsync(ringing.Id, CallEnding.Declined, onlyIfRinging: true) is not { } ended)
            return CallRefusals.NoSuchCall;
        _records.Ended(ended);
        return true;
    }

    /// <summary>The connection is gone. Never waits.</summary>
    public void Close(CallSeats seats)
    {
        foreach (var seat in seats.Close())
            _ = TryAsync(() => DepartAsync(seat, CallEnding.Lost));
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        _subscription.Dispose();
        _heard.Writer.TryComplete();
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private async Task<Outcome<Access>> EnterableAsync(User caller, ConversationRef reference)
    {
        if (!(await _conversations.FindAsMemberAsync(caller.Id, reference)).TryGet(out var access, out var refusal))
            return refusal;
        if (access.IsBlocked)
            return BlockService.KeptApart;
        return _calls.Take(caller.Id.ToString(), "calls") is { } tooMany ? tooMany : access;
    }

    private static Outcome<Call> Choose(IReadOnlyList<Call> running, CallId? id, CallKind? kind)
    {
        var fitting = running.Where(call => (id is null || call.Id == id) && (kind is null || call.Kind == kind)).ToList();
        // Without further words the call everybody takes part in is meant.
        if (fitting.FirstOrDefault(call => call.Kind == CallKind.Mesh) is { } mesh)
            return mesh;
        return fitting switch
        {
            [] => CallRefusals.NoSuchCall,
            [var only] => only,
            _ => Refusal.Invalid("call", "Several broadcasts go on here: `call` must say which."),
        };
    }

    private async Task<Outcome<CallEntry>> SeatAsync(CallSeats seats, Call call, CallParticipant self, Conversation conversation, User caller)
    {
        var seat = new CallSeat(CallRecorder.RecordOf(call), self.Id, conversation.Id, caller.Id, Attends: conversation.Kind == ConversationKind.Room, Broadcasts: call.Broadcaster?.Id == self.Id);
        if (seat.Attends)
            _attendance.Enter(conversation.Id, conversation.PublicKey, self.Who);
        if (!seats.TryAdd(seat))
        {
            await DepartAsync(seat, CallEnding.Lost);
            return CallRefusals.Gone;
        }

        if (seat.Broadcasts)
            _attendance.StartBroadcast(conversation.Id, caller.Id);
        _records.Reached(seat.Record, caller.Id, CallStages.Answered);

        // What happened since the first look: the call ended, or one was put out.
        if (_registry.Find(call.Id) is null || (await _conversations.FindAsMemberAsync(caller.Id, ConversationRef.Of(conversation.Id))).IsRefused)
        {
            await VacateAsync(seats, self.Id, CallEnding.Removed);
            return CallRefusals.NoSuchCall;
        }

        return new CallEntry(call, self.Id);
    }

    private async Task VacateAsync(CallSeats seats, ParticipantId participant, CallEnding why)
    {
        if (seats.Remove(participant) is { } seat)
            await DepartAsync(seat, why);
    }

    /// <summary>Ends what is this node's own of a seat that was taken away; once a seat.</summary>
    private void Unseat(CallSeat seat, CallEnding why)
    {
        _local.TryRemove(seat.Participant, out _);
        _records.Parted(seat.Record, seat.User, why);
        if (!seat.Attends)
            return;
        if (seat.Broadcasts)
            _attendance.StopBroadcast(seat.Conversation, seat.User);
        _attendance.Leave(seat.Conversation, seat.User);
    }

    private async Task DepartAsync(CallSeat seat, CallEnding why)
    {
        // The call first: that a broadcast stopped would end it too, and say less about why.
        try
        {
            if (await _registry.LeaveAsync(seat.Call, seat.Participant, why) is { IsOver: true } ended)
                _records.Ended(ended);
        }
        finally
        {
            Unseat(seat, why);
        }
    }

    private static Person Shown(User user, Member member) => new(user.Id, user.Key, member.DisplayName, member.AvatarUrl ?? user.AvatarUrl);
}

/// <summary>A call and the caller's part in it.</summary>
public sealed record CallEntry(Call Call, ParticipantId Participant);
