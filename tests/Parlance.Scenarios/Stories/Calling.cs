using System.Text.Json;

namespace Parlance.Scenarios.Stories;

/// <summary>Calls over real sockets: who is in them, who hears what, and how they end.</summary>
public class Calling(ChatServers servers) : IClassFixture<ChatServers>
{
    private static readonly JsonElement Offer = JsonDocument.Parse("""{"type":"offer","sdp":"v=0\r\n\ud83d\ude00"}""").RootElement;

    [Theory, EveryEngine]
    public async Task Two_call_a_third_joins_late_one_drops_and_the_last_one_ends_it(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var people = await chat.Room("ana", "ben", "cem");
        var (ana, ben, cem) = (people[0], people[1], people[2]);

        var call = await ana.Client.StartCallAsync(ana.Room, media: "audio");
        (await ben.Hears<CallChanged>(e => e.Id == call.Call.Id)).Joined!.Participant.ShouldBe(call.Participant);
        var bens = await ben.Client.JoinCallAsync(ben.Room);
        await ana.Hears<CallChanged>(e => e.Joined?.Participant == bens.Participant);

        await ana.Client.SignalAsync(ana.Room, bens.Participant, Offer);
        var heard = await ben.Hears<SignalReceived>(e => e.Participant == call.Participant);
        (heard.From, heard.Call, JsonElement.DeepEquals(heard.Payload, Offer)).ShouldBe((ana.Id, call.Call.Id, true));

        var cems = await cem.Client.JoinCallAsync(cem.Room, media: "screen");
        cems.Call.Participants.Select(p => (p.User, p.Media)).ShouldBe([(ana.Id, "audio"), (ben.Id, "video"), (cem.Id, "screen")]);
        cem.Journal.All.OfType<SignalReceived>().ShouldBeEmpty();

        await ben.Leaves();
        (await ana.Hears<CallChanged>(e => e.Left?.Participant == bens.Participant)).Ended.ShouldBeNull();
        await cem.Client.LeaveCallAsync(cem.Room);
        await ana.Client.LeaveCallAsync(ana.Room);
        (await cem.Hears<CallChanged>(e => e.Ended is not null)).Ended.ShouldBe("left");
        (await ana.Client.CallsAsync(ana.Room)).ShouldBeEmpty();
    }

    [Theory, EveryEngine]
    public async Task A_call_between_two_rings_is_declined_answered_and_given_up(Engine engine)
    {
        await using var chat = await Chat.On(engine, new ServerSettings().With("Parlance__Calls__RingTimeout", "1s"));
        var (ana, ben) = (await chat.Member("ana"), await chat.Member("ben"));
        var direct = (await ana.Client.OpenDirectAsync(ben.Id)).Conversation.Id;
        await ben.Hears<ConversationChanged>(e => e.Conversation == direct);

        var first = await ana.Client.StartCallAsync(direct);
        (await ben.Hears<CallChanged>(e => e.Id == first.Call.Id)).Ringing.ShouldBeTrue();
        await ben.Client.DeclineCallAsync(direct);
        (await ana.Hears<CallChanged>(e => e.Id == first.Call.Id && e.Ended is not null)).Ended.ShouldBe("declined");

        var second = await ana.Client.StartCallAsync(direct);
        (await ben.Hears<CallChanged>(e => e.Id == second.Call.Id && e.Ended is not null)).Ended.ShouldBe("unanswered");

        var third = await ana.Client.StartCallAsync(direct);
        (await ben.Client.JoinCallAsync(direct)).Call.Ringing.ShouldBeFalse();
        await ben.Client.LeaveCallAsync(direct);
        (await ana.Hears<CallChanged>(e => e.Id == third.Call.Id && e.Ended is not null)).Ended.ShouldBe("left");
    }

    [Theory, EveryEngine]
    public async Task Broadcasts_are_told_to_those_who_come_late_and_end_with_the_one_who_sends(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var one = await ana.Client.StartCallAsync(ana.Room, CallKind.Broadcast);
        var two = await ben.Client.StartCallAsync(ben.Room, CallKind.Broadcast);

        var cem = await chat.Member("cem");
        await cem.Client.JoinAsync(ana.Room);
        await cem.Hears<CallChanged>(e => e.Id == one.Call.Id);
        await cem.Hears<CallChanged>(e => e.Id == two.Call.Id);
        var view = await cem.Client.JoinCallAsync(ana.Room, one.Call.Id);
        (view.Call.Viewers, view.Call.Participants.Single().User).ShouldBe((1, ana.Id));
        await ana.Hears<CallChanged>(e => e.Joined?.Participant == view.Participant);
        await ana.Client.SignalAsync(ana.Room, view.Participant, Offer);
        await cem.Hears<SignalReceived>(e => e.From == ana.Id);

        await cem.Leaves();
        await ana.Hears<CallChanged>(e => e.Left?.Participant == view.Participant && e.Viewers == 0);
        await cem.Returns();
        await Eventually.Holds(() => cem.Journal.All.OfType<CallChanged>().Count(e => e.Id == two.Call.Id) == 2 ? null : "cem was not told again");
        await ana.Leaves();
        (await cem.Hears<CallChanged>(e => e.Id == one.Call.Id && e.Ended is not null)).Ended.ShouldBe("lost");
    }

    [Theory, EveryEngine]
    public async Task Whoever_is_put_out_is_out_of_the_call_at_once(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var call = await ana.Client.StartCallAsync(ana.Room);
        var bens = await ben.Client.JoinCallAsync(ben.Room);

        await ana.Client.RemoveMemberAsync(ana.Room, ben.Id);

        await ana.Hears<CallChanged>(e => e.Left?.Participant == bens.Participant, TimeSpan.FromSeconds(2));
        (await Should.ThrowAsync<ParlanceException>(() => ben.Client.SignalAsync(ben.Room, call.Participant, Offer))).Code.ShouldBe("not_found");
        (await Should.ThrowAsync<ParlanceException>(() => ben.Client.SignalAsync(ben.Room, ana.Id, Offer))).Code.ShouldBe("not_found");
        (await Should.ThrowAsync<ParlanceException>(() => ana.Client.SignalAsync(ana.Room, ben.Id, Offer))).Code.ShouldBe("not_found");
        (await Should.ThrowAsync<ParlanceException>(() => ana.Client.SignalAsync(ana.Room, bens.Participant, Offer))).Code.ShouldBe("not_found");
        await ana.Client.DeleteConversationAsync(ana.Room);
        (await Should.ThrowAsync<ParlanceException>(() => ana.Client.CallsAsync(ana.Room))).Code.ShouldBe("not_found");
    }

    [Theory, EveryEngine]
    public async Task Strangers_and_those_for_whom_there_is_no_place_are_refused(Engine engine)
    {
        await using var chat = await Chat.On(engine, new ServerSettings().With("Parlance__Calls__MaxMesh", "2"));
        var people = await chat.Room("ana", "ben", "cem");
        var (ana, ben, cem) = (people[0], people[1], people[2]);
        var eve = await chat.Guest("eve");
        var call = await ana.Client.StartCallAsync(ana.Room);
        await ben.Client.JoinCallAsync(ben.Room);

        (await Should.ThrowAsync<ParlanceException>(() => cem.Client.JoinCallAsync(cem.Room))).Code.ShouldBe("full");
        (await Should.ThrowAsync<ParlanceException>(() => cem.Client.StartCallAsync(cem.Room))).Code.ShouldBe("taken");
        (await Should.ThrowAsync<ParlanceException>(() => cem.Client.SignalAsync(cem.Room, call.Participant, Offer))).Code.ShouldBe("forbidden");
        (await Should.ThrowAsync<ParlanceException>(() => cem.Client.LeaveCallAsync(cem.Room))).Code.ShouldBe("forbidden");
        foreach (var attempt in (Func<Task>[])
            [() => eve.Client.JoinCallAsync(ana.Room), () => eve.Client.StartCallAsync(ana.Room), () => eve.Client.CallsAsync(ana.Room), () => eve.Client.SignalAsync(ana.Room, ana.Id, Offer),
             () => eve.Client.DeclineCallAsync(ana.Room), () => eve.Client.ReportCallAsync(call.Call.Id, new CallReport { Stage = "connected" })])
            (await Should.ThrowAsync<ParlanceException>(attempt)).Code.ShouldBe("not_found");
        ana.Journal.All.OfType<SignalReceived>().ShouldBeEmpty();
    }

    [Theory, EveryEngine]
    public async Task How_a_call_went_is_kept_for_admins(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var call = (await ana.Client.StartCallAsync(ana.Room)).Call;
        await ben.Client.JoinCallAsync(ben.Room);
        await ana.Client.ReportCallAsync(call.Id, new CallReport { Stage = "connected", LocalCandidate = "host", RemoteCandidate = "relay", Setup = TimeSpan.FromMilliseconds(840) });
        await ben.Leaves();

        using var http = new HttpClient { BaseAddress = chat.Server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ana.Credentials.AccessToken);
        ((int)(await http.GetAsync("/api/v1/calls/records")).StatusCode).ShouldBe(403);
        var metrics = await http.GetStringAsync("/metrics");
        metrics.ShouldContain("\ncall_setup_success_ratio 1\n");
        metrics.ShouldContain("parlance_call_setups_total{kind=\"mesh\",result=\"connected\"} 1");
        metrics.ShouldContain("parlance_call_setup_seconds_count{kind=\"mesh\"} 1");
    }

    [Theory, EveryEngine]
    public async Task Ice_servers_come_with_credentials_that_nobody_may_keep(Engine engine)
    {
        await using var chat = await Chat.On(engine, new ServerSettings().With("TURN_URLS", "turn:turn.example.com:3478").With("TURN_SECRET", "north").With("STUN_URLS", "stun:turn.example.com"));
        var gus = await chat.Guest("gus");

        var ice = await gus.Client.IceServersAsync();

        ice.IceServers.Select(s => s.Urls[0]).ShouldBe(["stun:turn.example.com", "turn:turn.example.com:3478"]);
        ice.IceServers[0].Credential.ShouldBeNull();
        ice.IceServers[1].Username.ShouldBe($"{ice.ExpiresAt.ToUnixTimeSeconds()}:{gus.Client.User.Key}");
        using var http = new HttpClient { BaseAddress = chat.Server.Address };
        ((int)(await http.GetAsync("/api/v1/calls/ice")).StatusCode).ShouldBe(401);
        http.DefaultRequestHeaders.Authorization = new("Bearer", gus.Credentials.AccessToken);
        using var answer = await http.GetAsync("/api/v1/calls/ice");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        body.RootElement.GetProperty("ice_servers").GetArrayLength().ShouldBe(2);
    }
}
