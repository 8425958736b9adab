namespace Parlance.Scenarios.Stories;

/// <summary>What a client tells of its person by itself: that they type, and what reached them.</summary>
public class BeingThere(ChatServers servers) : IClassFixture<ChatServers>
{
    [Fact]
    public async Task Typing_is_told_by_keys_and_ends_with_the_message()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");

        ana.Client.Typed(ana.Room);
        await ben.Hears<TypingChanged>(e => e.User == ana.Id && e.On);
        await (await ana.Client.QueueAsync(ana.Room, "hello")).Sent;

        await ben.Hears<TypingChanged>(e => e.User == ana.Id && !e.On);
        await ben.Sees("hello");
    }

    [Fact]
    public async Task Somebody_whose_connection_broke_stops_typing_by_themselves()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");
        ana.Client.Typed(ana.Room);
        await ben.Hears<TypingChanged>(e => e.On);

        ana.Cable.Cut();

        await ben.Hears<TypingChanged>(e => e.User == ana.Id && !e.On);
    }

    [Fact]
    public async Task What_reached_a_device_is_told_live_after_a_break_and_with_the_list()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await ben.Leaves();
        ben.Habits = o => o with { TellDelivered = true };
        await ben.Returns();

        await Reaches(await ana.Says("live"));
        ben.Cable.Cut();
        var missed = await ana.Says("missed");
        ben.Cable.Mend();
        await Reaches(missed);
        await ben.Leaves();
        var away = await ana.Says("away");
        await using var fresh = await ParlanceClient.ConnectAsync(Chat.Options(chat.Server.Address, ben.Credentials) with { TellDelivered = true }, TestContext.Current.CancellationToken);
        await fresh.ConversationsAsync();
        await Reaches(away);

        Task Reaches(SendAck message) => ana.Hears<ReceiptMoved>(e => e.Delivered == message.Seq && e.Read < message.Seq);
    }
}
