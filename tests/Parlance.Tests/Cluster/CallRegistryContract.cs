using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Calls;
using Parlance.Core.Events;

namespace Parlance.Tests.Cluster;

/// <summary>What every registry of calls keeps.</summary>
public abstract class CallRegistryContract : IEventSubscriber, IAsyncLifetime
{
    private static readonly ConversationId Lounge = new(5);
    private static readonly ConversationId Kitchen = new(6);
    private static readonly Person Ana = new(new UserId(1), "ana", "Ana", null);
    private static readonly Person Ben = new(new UserId(2), "ben", "Ben", null);

    private readonly TestClock _clock = new();
    private readonly Lock _gate = new();
    private readonly List<CallChanged> _told = []; // guarded by _gate

    private ICallRegistry Calls { get; set; } = null!;

    public ValueTask InitializeAsync()
    {
        var bus = new InProcessEventBus(NullLogger<InProcessEventBus>.Instance);
        bus.Subscribe(this);
        Calls = Create(bus, _clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (Calls is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ICallRegistry Create(IEventBus bus, TimeProvider time);

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        lock (_gate)
            _told.AddRange(events.Cast<CallChanged>());
    }

    [Fact]
    public async Task A_call_begins_takes_people_in_and_ends_with_the_last()
    {
        var call = await Start(Ana);
        var ben = Part(Ben);
        (await Calls.JoinAsync(call.Id, ben, 8)).Value.Participants.Count.ShouldBe(2);
        Calls.Totals().ShouldBe((1, 2));
        _clock.Advance(TimeSpan.FromSeconds(9));

        (await Calls.LeaveAsync(call.Id, First(call), CallEnding.Left)).ShouldNotBeNull().IsOver.ShouldBeFalse();
        (await Calls.LeaveAsync(call.Id, First(call), CallEnding.Left)).ShouldBeNull();
        var ended = (await Calls.LeaveAsync(call.Id, ben.Id, CallEnding.Lost)).ShouldNotBeNull();

        (ended.Ending, ended.EndedAt).ShouldBe((CallEnding.Lost, _clock.GetUtcNow()));
        Calls.In(Lounge).ShouldBeEmpty();
        Calls.Find(call.Id).ShouldBeNull();
        Calls.Totals().ShouldBe((0, 0));
        _told.Select(e => (e.Call.Revision, e.Came?.Who, e.Went?.Who, e.Call.Ending)).ShouldBe(
            [(1, Ana, null, null), (2, Ben, null, null), (3, null, Ana, null), (4, null, Ben, CallEnding.Lost)]);
        (await Calls.JoinAsync(call.Id, Part(Ben), 8)).Refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCode.NotFound);
    }

    [Fact]
    public async Task A_conversation_has_one_mesh_and_each_person_one_broadcast()
    {
        var mesh = await Start(Ana);
        var broadcast = await Start(Ana, CallKind.Broadcast);
        await Start(Ben, CallKind.Broadcast);
        await Start(Ben, where: Kitchen);

        (await Calls.StartAsync(New(Ben)))!.Id.ShouldBe(mesh.Id);
        (await Calls.StartAsync(New(Ana, CallKind.Broadcast)))!.Id.ShouldBe(broadcast.Id);
        Calls.In(Lounge).Select(call => (call.Kind, call.StartedBy)).ShouldBe([(CallKind.Mesh, Ana.Id), (CallKind.Broadcast, Ana.Id), (CallKind.Broadcast, Ben.Id)]);
        await Calls.EndAsync(mesh.Id, CallEnding.Removed);
        (await Calls.StartAsync(New(Ben))).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_who_start_at_once_one_does()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Calls.StartAsync(New(Ana)))));

        results.Count(inTheWay => inTheWay is null).ShouldBe(1);
        results.OfType<Call>().ShouldAllBe(call => call.Id == Calls.In(Lounge).Single().Id);
    }

    [Fact]
    public async Task A_mesh_is_full_however_many_come_at_once_and_a_broadcast_never()
    {
        var mesh = await Start(Ana);
        var broadcast = await Start(Ana, CallKind.Broadcast);

        var joined = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Calls.JoinAsync(mesh.Id, Part(Ben), 4))));
        var watching = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Calls.JoinAsync(broadcast.Id, Part(Ben), 4))));

        joined.Count(outcome => !outcome.IsRefused).ShouldBe(3);
        joined.Where(outcome => outcome.IsRefused).ShouldAllBe(outcome => outcome.Refusal!.Code == RefusalCode.Full);
        watching.ShouldAllBe(outcome => !outcome.IsRefused);
        Calls.Find(mesh.Id)!.Participants.Values.Select(one => one.Number).Distinct().Count().ShouldBe(4);
        _told.Where(e => e.Call.Id == broadcast.Id).Select(e => e.Call.Revision).ShouldBe(Enumerable.Range(1, 17));
    }

    [Fact]
    public async Task A_broadcast_ends_with_the_one_who_sends()
    {
        var call = await Start(Ana, CallKind.Broadcast);
        var viewer = Part(Ben);
        await Calls.JoinAsync(call.Id, viewer, 8);

        var ended = (await Calls.LeaveAsync(call.Id, First(call), CallEnding.Lost)).ShouldNotBeNull();

        (ended.Ending, ended.Participants.ContainsKey(viewer.Id)).ShouldBe((CallEnding.Lost, true));
        Calls.Totals().ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_call_rings_until_somebody_else_answers()
    {
        var call = await Start(Ana, isDirect: true);
        call.IsRinging.ShouldBeTrue();
        (await Calls.JoinAsync(call.Id, Part(Ana), 8)).Value.IsRinging.ShouldBeTrue();
        (await Calls.JoinAsync(call.Id, Part(Ben), 8)).Value.IsRinging.ShouldBeFalse();

        (await Calls.EndAsync(call.Id, CallEnding.Unanswered, onlyIfRinging: true)).ShouldBeNull();
        (await Calls.EndAsync(call.Id, CallEnding.Removed)).ShouldNotBeNull().Ending.ShouldBe(CallEnding.Removed);
        (await Calls.EndAsync(call.Id, CallEnding.Removed)).ShouldBeNull();
    }

    [Fact]
    public async Task Hanging_up_ends_a_call_of_two_and_a_lost_connection_does_not()
    {
        var call = await Start(Ana, isDirect: true);
        var ben = Part(Ben);
        await Calls.JoinAsync(call.Id, ben, 8);

        (await Calls.LeaveAsync(call.Id, ben.Id, CallEnding.Lost)).ShouldNotBeNull().IsOver.ShouldBeFalse();
        await Calls.JoinAsync(call.Id, ben = Part(Ben), 8);
        (await Calls.LeaveAsync(call.Id, ben.Id, CallEnding.Left)).ShouldNotBeNull().Ending.ShouldBe(CallEnding.Left);

        var unanswered = await Start(Ana, isDirect: true);
        (await Calls.LeaveAsync(unanswered.Id, First(unanswered), CallEnding.Left)).ShouldNotBeNull().Ending.ShouldBe(CallEnding.Cancelled);
    }

    private async Task<Call> Start(Person by, CallKind kind = CallKind.Mesh, bool isDirect = false, ConversationId? where = null)
    {
        var call = New(by, kind, isDirect, where);
        (await Calls.StartAsync(call)).ShouldBeNull();
        return call;
    }

    private Call New(Person by, CallKind kind = CallKind.Mesh, bool isDirect = false, ConversationId? where = null) =>
        Call.Begin(kind, where ?? Lounge, "lounge", Part(by), _clock.GetUtcNow(), isDirect);

    private static CallParticipant Part(Person who) => new(ParticipantId.New(), who, CallMedia.Video);

    private static ParticipantId First(Call call) => call.Participants.Keys.First();
}

public sealed class InProcessCallRegistryTests : CallRegistryContract
{
    protected override ICallRegistry Create(IEventBus bus, TimeProvider time) => new InProcessCallRegistry(bus, time);
}
