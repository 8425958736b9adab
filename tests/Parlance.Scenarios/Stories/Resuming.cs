namespace Parlance.Scenarios.Stories;

/// <summary>Every way to be cut off, and each time: nothing missing, nothing twice.</summary>
public class Resuming(ChatServers servers) : IClassFixture<ChatServers>
{
    [Theory, EveryEngine]
    public async Task After_a_reset_connection_nothing_is_missing_and_nothing_comes_twice(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var (one, two) = await Beginning(ana, ben);

        ben.Cable.Cut();
        await MuchHappens(ana, one, two);
        ben.Cable.Mend();

        await BenKnows(ben);
    }

    [Theory, EveryEngine]
    public async Task A_connection_that_died_without_a_word_is_noticed_and_replaced(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var (one, two) = await Beginning(ana, ben);

        ben.Cable.Freeze();
        await MuchHappens(ana, one, two);
        await ben.Hears<Disconnected>(_ => true);
        ben.Cable.Mend();

        await BenKnows(ben);
    }

    [Theory, EveryEngine]
    public async Task After_the_server_was_killed_and_started_again_both_sides_go_on(Engine engine)
    {
        await using var chat = await Chat.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var (one, two) = await Beginning(ana, ben);

        ben.Cable.Cut();
        await MuchHappens(ana, one, two);
        await chat.Server.KillAsync();
        await chat.Server.StartAsync();
        ben.Cable.Mend();

        await BenKnows(ben);
        await ana.Sees("one", "two", "three", "four, not yet");
        await ana.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task A_line_that_breaks_again_and_again_loses_and_repeats_nothing(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await ben.TakesAView();

        for (var round = 0; round < 20; round++)
        {
            var sends = Enumerable.Range(0, 20).Select(i => ana.Says($"{round}/{i}")).ToList();
            var first = await sends[0];
            (round % 2 == 0 ? ben : ana).Cable.Blip();
            await ana.Client.ReactAsync(first.Message, "👍");
            await ana.Client.EditAsync(first.Message, $"{round}/edited");
            await Task.WhenAll(sends);
        }

        await ben.KnowsWhatIsTrue();
        ben.SawEverythingOnce();
        ben.Journal.Messages(ben.Room).Count.ShouldBe(400);
    }

    [Theory, EveryEngine]
    public async Task Who_joined_and_who_left_is_told_to_those_who_were_away(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var people = await chat.Room("ana", "ben", "carl");
        var (ana, ben, carl) = (people[0], people[1], people[2]);
        await ben.TakesAView();

        ben.Cable.Cut();
        await carl.Client.LeaveAsync(carl.Room);
        var dora = await chat.Member("dora");
        await dora.Client.JoinAsync(ana.Room);
        await ana.Client.UpdateAsync(ana.Room, new ConversationSettings { Name = "Salon", Tags = ["jazz", "tea"] });
        await ana.Client.SetRoleAsync(ana.Room, dora.Id, MemberRole.Moderator);
        ben.Cable.Mend();

        await ben.KnowsWhatIsTrue();
        ben.SawEverythingOnce();
    }

    [Theory, EveryEngine]
    public async Task Who_was_put_out_or_added_while_away_learns_of_it(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await ben.TakesAView();

        ben.Cable.Cut();
        await ana.Client.RemoveMemberAsync(ana.Room, ben.Id);
        var group = await ana.Client.CreateGroupAsync("walkers", [ben.Id]);
        await ana.Client.SendAsync(group.Conversation, "welcome");
        await ana.Client.SendAsync(ana.Room, "among ourselves");
        ben.Cable.Mend();

        await ben.KnowsWhatIsTrue();
        ben.Journal.Messages(ana.Room).ShouldBeEmpty();
        ben.Journal.Messages(group.Conversation.Id).Select(m => m.Content).ShouldBe(["welcome"]);
        var told = ben.Journal.Of<MemberChanged>(ana.Room).Where(e => e.Member.User == ben.Id && e.Member.State != MemberState.Joined);
        told.ShouldHaveSingleItem().Member.State.ShouldBe(MemberState.Removed);
    }

    [Theory, EveryEngine]
    public async Task Reactions_that_are_gone_are_gone_for_those_who_were_away(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var plain = await ana.Says("one");
        var edited = await ana.Says("two");
        await ana.Client.EditAsync(edited.Message, "two, mended");
        await ana.Client.ReactAsync(plain.Message, "👍");
        await ana.Client.ReactAsync(edited.Message, "👍");
        await ben.TakesAView();

        ben.Cable.Cut();
        await ana.Client.ReactAsync(plain.Message, "👍", remove: true);
        await ana.Client.ReactAsync(edited.Message, "👍", remove: true);
        ben.Cable.Mend();

        await ben.KnowsWhatIsTrue();
    }

    private static async Task<(SendAck One, SendAck Two)> Beginning(Person ana, Person ben)
    {
        var one = await ana.Says("one");
        var two = await ana.Says("two");
        await ana.Client.ReactAsync(one.Message, "👀");
        await ben.Sees("one", "two");
        await ben.TakesAView();
        return (one, two);
    }

    private static async Task MuchHappens(Person ana, SendAck one, SendAck two)
    {
        await ana.Client.EditAsync(one.Message, "one, mended");
        await ana.Client.ReactAsync(one.Message, "👍");
        await ana.Client.ReactAsync(one.Message, "🎉");
        await ana.Client.ReactAsync(one.Message, "👍", remove: true);
        await ana.Client.DeleteAsync(two.Message);
        var three = await ana.Says("three");
        var four = await ana.Says("four, not yet");
        await ana.Client.EditAsync(four.Message, "four");
        await ana.Client.ReceiptAsync(ana.Room, delivered: four.Seq, read: three.Seq);
    }

    private static async Task BenKnows(Person ben)
    {
        await ben.Sees("three", "four");
        await ben.SeesNothingMore();
        await ben.KnowsWhatIsTrue();
        ben.Journal.Of<MessageEdited>(ben.Room).Last(e => e.Content != "four").Content.ShouldBe("one, mended");
        ben.Journal.Of<MessageDeleted>(ben.Room).Count.ShouldBe(1);
        ben.Journal.Of<ReceiptMoved>(ben.Room).Count.ShouldBe(1);
    }
}
