namespace Parlance.Scenarios.Stories;

/// <summary>A client id names one message for ever.</summary>
public class SendingAgain(ChatServers servers) : IClassFixture<ChatServers>
{
    [Theory, EveryEngine]
    public async Task The_same_client_id_gives_the_first_answer_and_posts_nothing(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        var first = await ana.Says("one", clientId: "the-one");
        var again = await ana.Says("something else", clientId: "the-one");

        again.ShouldBe(first with { Repeat = true });
        await ben.Sees("one");
        await ben.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task From_another_connection_and_after_a_restart_too(Engine engine)
    {
        await using var chat = await Chat.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        var first = await ana.Says("one", clientId: "the-one");
        await using (var phone = await chat.AnotherDevice(ana))
            (await phone.SendAsync(ana.Room, "one", clientId: "the-one")).ShouldBe(first with { Repeat = true });
        await chat.Server.KillAsync();
        await chat.Server.StartAsync();
        (await ana.Says("one", clientId: "the-one")).ShouldBe(first with { Repeat = true });

        await ben.Sees("one");
        await ben.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Both_devices_sending_at_once_post_one_message(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await using var phone = await chat.AnotherDevice(ana);

        for (var i = 0; i < 50; i++)
        {
            var acks = await Task.WhenAll(ana.Says($"{i}", clientId: $"id-{i}"), phone.SendAsync(ana.Room, $"{i}", clientId: $"id-{i}"));
            acks[0].Message.ShouldBe(acks[1].Message);
            acks.Count(a => a.Repeat).ShouldBe(1);
        }

        await ben.Sees([.. Enumerable.Range(0, 50).Select(i => $"{i}")]);
        await ben.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Another_person_may_use_the_same_client_id(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        var hers = await ana.Says("hers", clientId: "shared");
        var his = await ben.Says("his", clientId: "shared");

        his.Message.ShouldNotBe(hers.Message);
        his.Repeat.ShouldBeFalse();
        await ana.Sees("hers", "his");
    }

    [Theory, EveryEngine]
    public async Task An_answer_lost_on_the_way_is_asked_for_until_it_comes(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        // What goes into a frozen cable may or may not have arrived: the sender cannot know, and sends again.
        ana.Cable.Freeze();
        var sending = ana.Says("once");
        await ana.Hears<Disconnected>(_ => true);
        ana.Cable.Mend();
        await sending;

        await ben.Sees("once");
        await ben.SeesNothingMore();
    }
}
