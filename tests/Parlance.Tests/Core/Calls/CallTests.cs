using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Calls;
using Parlance.Core.Conversations;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Storage.Calls;
using Parlance.Storage.Matchmaking;
using Parlance.Tests.Core.Conversations;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Calls;

/// <summary>What tests of calls start from.</summary>
public abstract class CallTests(Engine engine) : ChatTests(engine)
{
    private readonly Meters _meters = new();

    private protected InProcessCallRegistry Registry { get; private set; } = null!;

    private protected CallService Calls { get; private set; } = null!;

    private protected CallReports Reports { get; private set; } = null!;

    private protected MatchRecords Matches { get; private set; } = null!;

    private protected SqlCallStore Records { get; private set; } = null!;

    private protected CallRecorder Recorder { get; private set; } = null!;

    private protected CallSetups Setups { get; private set; } = null!;

    private protected virtual LimitOptions Limits => new();

    private protected virtual CallOptions Options => new() { MaxMesh = 3 };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Registry = new InProcessCallRegistry(Bus, Clock);
        Records = new SqlCallStore(Database);
        Setups = new CallSetups(_meters, Clock);
        Recorder = new CallRecorder(Records, Setups, NullLogger<CallRecorder>.Instance);
        Calls = new CallService(
            Registry, Rooms, new UserCache(Accounts, Clock), Attendance, Recorder, Bus, Options, Limits, Clock, NullLogger<CallService>.Instance);
        Matches = new MatchRecords(new SqlMatchStore(Database), new MatchOptions(), Clock, NullLogger<MatchRecords>.Instance);
        Reports = new CallReports(Registry, Records, Matches, Recorder, Limits, Clock);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Calls is not null)
        {
            await Calls.DisposeAsync();
            await Recorder.DisposeAsync();
            await Matches.DisposeAsync();
        }

        _meters.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<CallEntry> Start(CallSeats seats, User user, Conversation where, CallKind kind = CallKind.Mesh) =>
        (await Calls.StartAsync(seats, user, ConversationRef.Of(where.Id), kind, CallMedia.Video)).Value;

    private protected Task<Outcome<CallEntry>> Join(CallSeats seats, User user, Conversation where, CallId? call = null) =>
        Calls.JoinAsync(seats, user, ConversationRef.Of(where.Id), call, null, null);

    private protected Task<Outcome<bool>> Signal(CallSeats seats, User user, Conversation where, UserId? to = null, ParticipantId? participant = null, string payload = "{}") =>
        Calls.SignalAsync(seats, user, ConversationRef.Of(where.Id), new SignalTarget(to, participant), payload, Cancel);

    private protected async Task<Conversation> RoomWith(params User[] users)
    {
        var room = await RoomOf(users[0]);
        foreach (var user in users.Skip(1))
            (await Rooms.JoinAsync(user, ConversationRef.Of(room.Id), RoomPass.None, null, Cancel)).Refusal.ShouldBeNull();
        return room;
    }
}
