using Parlance.Core;
using Parlance.Core.Calls;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Storage.Blocks;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Calls;

public abstract class CallServiceTests(Engine engine) : CallTests(engine)
{
    [Fact]
    public async Task Members_come_and_go_and_everybody_else_is_refused()
    {
        var (ana, ben, stranger) = (await Person(), await Person(), await Person());
        var room = await RoomWith(ana, ben);
        var (one, two) = (new CallSeats(), new CallSeats());

        var call = (await Start(one, ana, room)).Call;
        var entry = (await Join(two, ben, room)).Value;

        (entry.Call.Id, entry.Call.Participants.Count).ShouldBe((call.Id, 2));
        (await Join(two, ben, room)).Value.Participant.ShouldBe(entry.Participant);
        two.Has(entry.Participant).ShouldBeTrue();
        Refused(await Join(new(), stranger, room), RefusalCode.NotFound);
        Refused(await Calls.FindAsync(stranger, ConversationRef.Of(room.Id)), RefusalCode.NotFound);
        Refused(await Calls.StartAsync(new(), ben, ConversationRef.Of(room.Id), CallKind.Mesh, CallMedia.Audio), RefusalCode.Taken);
        (await Calls.LeaveAsync(two, ben, ConversationRef.Of(room.Id), null)).IsRefused.ShouldBeFalse();
        Refused(await Calls.LeaveAsync(two, ben, ConversationRef.Of(room.Id), null), RefusalCode.Forbidden);
        (await Calls.FindAsync(ben, ConversationRef.Of(room.Id))).Value.Single().Participants.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mesh_holds_as_many_as_the_options_say()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Person()));
        var room = await RoomWith(people);
        await Start(new(), people[0], room);
        await Join(new(), people[1], room);
        (await Join(new(), people[2], room)).IsRefused.ShouldBeFalse();

        Refused(await Join(new(), people[3], room), RefusalCode.Full);
    }

    [Fact]
    public async Task A_connection_that_ends_takes_its_parts_along_and_gets_no_others()
    {
        var (ana, ben) = (await Person(), await Person());
        var (room, group) = (await RoomWith(ana, ben), (await Rooms.CreateGroupAsync(ana, "Team", [ben.Id], Cancel)).Value.Conversation);
        var seats = new CallSeats();
        await Start(seats, ana, room);
        await Start(seats, ana, room, CallKind.Broadcast);
        await Start(seats, ana, group);

        Calls.Close(seats);
        Calls.Close(seats);

        Registry.Totals().ShouldBe((0, 0));
        Heard<CallChanged>().Where(e => e.Call.IsOver).ShouldAllBe(e => e.Call.Ending == CallEnding.Lost);
        Attendance.IsIn(room.Id, ana.Id).ShouldBeFalse();
        Refused(await Calls.StartAsync(seats, ana, ConversationRef.Of(room.Id), CallKind.Mesh, CallMedia.Video), RefusalCode.Unavailable);
        Registry.Totals().ShouldBe((0, 0));
        Attendance.IsIn(room.Id, ana.Id).ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_is_put_out_leaves_or_is_in_a_conversation_that_is_deleted_is_out_of_its_calls()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Person()));
        var room = await RoomWith(people);
        var seats = people.Select(_ => new CallSeats()).ToArray();
        var reference = ConversationRef.Of(room.Id);
        await Start(seats[0], people[0], room);
        await Join(seats[1], people[1], room);
        await Join(seats[2], people[2], room);

        await Rooms.RemoveMemberAsync(people[0].Id, reference, people[1].Id, ban: true);
        await Eventually.Holds(() => seats[1].In(room.Id).Any() || Attendance.IsIn(room.Id, people[1].Id) ? "still seated" : null);
        Registry.In(room.Id).Single().Participants.Values.Select(one => one.Who.Id).ShouldBe([people[0].Id, people[2].Id], ignoreOrder: true);
        await Rooms.LeaveAsync(people[2].Id, reference);
        await Eventually.Holds(() => seats[2].In(room.Id).Any() ? "still seated" : null);
        await Rooms.DeleteAsync(people[0].Id, reference);
        await Eventually.Holds(() => seats[0].In(room.Id).Any() || Attendance.IsIn(room.Id, people[0].Id) ? "still seated" : null);

        Registry.Totals().ShouldBe((0, 0));
        Heard<CallChanged>()[^1].Call.Ending.ShouldBe(CallEnding.Removed);
    }

    [Fact]
    public async Task A_call_of_two_rings_is_declined_and_hung_up()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        var reference = ConversationRef.Of(direct.Id);
        var (one, two) = (new CallSeats(), new CallSeats());

        (await Start(one, ana, direct)).Call.IsRinging.ShouldBeTrue();
        Refused(await Calls.DeclineAsync(ana, reference), RefusalCode.NotFound);
        (await Calls.DeclineAsync(ben, reference)).IsRefused.ShouldBeFalse();
        await Eventually.Holds(() => one.In(direct.Id).Any() ? "still seated" : null);
        Heard<CallChanged>()[^1].Call.Ending.ShouldBe(CallEnding.Declined);

        await Start(one, ana, direct);
        (await Join(two, ben, direct)).Value.Call.IsRinging.ShouldBeFalse();
        Refused(await Calls.DeclineAsync(ben, reference), RefusalCode.NotFound);
        await Calls.LeaveAsync(two, ben, reference, null);
        Heard<CallChanged>()[^1].Call.Ending.ShouldBe(CallEnding.Left);
        await Eventually.Holds(() => one.In(direct.Id).Any() ? "still seated" : null);
        (await Rooms.CreateGroupAsync(ana, "", [ben.Id], Cancel)).TryGet(out var group, out _).ShouldBeTrue();
        Refused(await Calls.StartAsync(one, ana, ConversationRef.Of(group!.Conversation.Id), CallKind.Broadcast, CallMedia.Video), RefusalCode.Invalid);
    }

    [Fact]
    public async Task Blocked_people_neither_call_nor_signal_each_other_where_they_are_two()
    {
        var (ana, ben) = (await Person(), await Person());
        var (direct, room) = ((await DirectOf(ana, ben)).Conversation, await RoomWith(ana, ben));
        var seats = new CallSeats();
        await Start(seats, ana, direct);
        await new SqlBlockStore(Database).BlockAsync(ben.Id, ana.Id, Clock.GetUtcNow(), Cancel);
        BlockCache.Announce(new BlockChanged(ben.Id, ana.Id, IsBlocked: true));
        await Eventually.Holds(() => seats.In(direct.Id).Any() ? "the call goes on" : null);

        Refused(await Signal(new(), ana, direct, ben.Id), RefusalCode.Forbidden);
        Refused(await Signal(new(), ben, direct, ana.Id), RefusalCode.Forbidden);
        Refused(await Join(new(), ben, direct), RefusalCode.Forbidden);
        (await Signal(new(), ana, room, ben.Id)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Signals_go_to_people_of_the_conversation_and_to_participants_of_ones_own_call()
    {
        var (ana, ben, stranger) = (await Person(), await Person(), await Person());
        var room = await RoomWith(ana, ben);
        var (one, two) = (new CallSeats(), new CallSeats());

        await Signal(one, ana, room, ben.Id, payload: "[1]");
        var plain = Heard<SignalSent>().ShouldHaveSingleItem();
        (plain.From.Id, plain.To.Id, plain.Payload, plain.Call, plain.ToParticipant).ShouldBe((ana.Id, ben.Id, "[1]", null, null));
        Refused(await Signal(one, ana, room, stranger.Id), RefusalCode.NotFound);
        Refused(await Signal(one, stranger, room, ana.Id), RefusalCode.NotFound);
        Refused(await Signal(one, ana, room, ana.Id), RefusalCode.Invalid);
        Refused(await Signal(one, ana, room, new UserId(1L << 52)), RefusalCode.NotFound);
        Refused(await Signal(one, ana, room), RefusalCode.Invalid);
        Refused(await Signal(one, ana, room, participant: ParticipantId.New()), RefusalCode.NotFound);

        var call = await Start(one, ana, room);
        Refused(await Signal(two, ben, room, participant: call.Participant), RefusalCode.Forbidden);
        var ben2 = (await Join(two, ben, room)).Value.Participant;
        (await Signal(two, ben, room, participant: call.Participant)).IsRefused.ShouldBeFalse();
        Refused(await Signal(two, ben, room, ana.Id, call.Participant), RefusalCode.Invalid);

        var addressed = Heard<SignalSent>()[^1];
        (addressed.To.Id, addressed.ToParticipant, addressed.FromParticipant, addressed.Call).ShouldBe((ana.Id, call.Participant, ben2, call.Call.Id));
        await Calls.LeaveAsync(two, ben, ConversationRef.Of(room.Id), null);
        Refused(await Signal(two, ben, room, participant: call.Participant), RefusalCode.Forbidden);
        await Rooms.LeaveAsync(ben.Id, ConversationRef.Of(room.Id));
        Refused(await Signal(two, ben, room, ana.Id), RefusalCode.NotFound);
        Refused(await Signal(one, ana, room, ben.Id), RefusalCode.NotFound);
    }

    [Fact]
    public async Task Signals_have_a_size_and_a_rate()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await RoomWith(ana, ben);

        (await Signal(new(), ana, room, ben.Id, payload: $"\"{new string('x', 65_534)}\"")).IsRefused.ShouldBeFalse();
        Refused(await Signal(new(), ana, room, ben.Id, payload: $"\"{new string('é', 32_768)}\""), RefusalCode.TooLarge);
        for (var i = 1; i < 600; i++)
            (await Signal(new(), ana, room, ben.Id)).IsRefused.ShouldBeFalse();

        var refusal = (await Signal(new(), ana, room, ben.Id)).Refusal.ShouldNotBeNull();
        (refusal.Code, refusal.RetryAfter > TimeSpan.Zero).ShouldBe((RefusalCode.RateLimited, true));
        (await Signal(new(), ben, room, ana.Id)).IsRefused.ShouldBeFalse();
        Clock.Advance(refusal.RetryAfter!.Value);
        (await Signal(new(), ana, room, ben.Id)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Broadcasts_here_are_broadcasts_for_clients_without_calls()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await RoomWith(ana, ben);
        var (one, two) = (new CallSeats(), new CallSeats());

        await Start(one, ana, room, CallKind.Broadcast);
        (await Join(two, ben, room)).Value.Call.Broadcaster!.Who.Id.ShouldBe(ana.Id);

        var seen = Attendance.Enter(room.Id, room.PublicKey, (await Person()).AsPerson());
        seen.Broadcasts.Single().Who.Id.ShouldBe(ana.Id);
        seen.People.Select(person => person.Id).ShouldContain(ben.Id);
        Refused(await Calls.StartAsync(one, ana, ConversationRef.Of(room.Id), CallKind.Broadcast, CallMedia.Screen), RefusalCode.Taken);
        await Calls.LeaveAsync(one, ana, ConversationRef.Of(room.Id), null);
        Heard<BroadcastStopped>().Single().Who.Id.ShouldBe(ana.Id);
        await Eventually.Holds(() => Attendance.IsIn(room.Id, ben.Id) ? "the viewer is still there" : null);
        Registry.In(room.Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task Their_broadcasts_are_calls_here_whose_sender_is_reached_as_a_person()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await RoomWith(ana, ben);
        Attendance.Enter(room.Id, room.PublicKey, ana.AsPerson());
        Attendance.StartBroadcast(room.Id, ana.Id);
        await Eventually.Holds(() => Registry.In(room.Id).Count == 1 ? null : "no broadcast");

        var seats = new CallSeats();
        var call = (await Join(seats, ben, room)).Value.Call;
        (await Signal(seats, ben, room, participant: call.Broadcaster!.Id)).IsRefused.ShouldBeFalse();

        var signal = Heard<SignalSent>().Single();
        (signal.To.Key, signal.ToParticipant).ShouldBe((ana.Key, null));
        Attendance.Find(room.Id, ben.Key).ShouldNotBeNull();
        Attendance.Leave(room.Id, ana.Id);
        await Eventually.Holds(() => Registry.In(room.Id).Count == 0 && !seats.In(room.Id).Any() ? null : "the broadcast goes on");
    }

    [Fact]
    public async Task Several_broadcasts_go_on_at_once_and_one_says_which()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Person()));
        var room = await RoomWith(people);
        await Start(new(), people[0], room, CallKind.Broadcast);
        var second = await Start(new(), people[1], room, CallKind.Broadcast);

        Refused(await Join(new(), people[2], room), RefusalCode.Invalid);
        (await Join(new(), people[2], room, second.Call.Id)).Value.Call.Id.ShouldBe(second.Call.Id);
        Refused(await Join(new(), people[2], room, CallId.New(Clock.GetUtcNow())), RefusalCode.NotFound);
    }

    [Fact]
    public async Task Calls_are_limited()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await RoomWith(ana, ben);
        for (var i = 0; i < 30; i++)
            await Join(new(), ana, room);

        Refused(await Join(new(), ana, room), RefusalCode.RateLimited);
    }
}

public sealed class CallServiceOnSqlite(SqliteEngine engine) : CallServiceTests(engine), IClassFixture<SqliteEngine>;

public sealed class CallServiceOnPostgres(PostgresEngine engine) : CallServiceTests(engine), IClassFixture<PostgresEngine>;
