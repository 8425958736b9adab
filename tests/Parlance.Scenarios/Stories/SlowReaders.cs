namespace Parlance.Scenarios.Stories;

public class SlowReaders
{
    [Theory, EveryEngine]
    public async Task Who_stops_reading_is_sent_away_and_the_others_notice_nothing(Engine engine)
    {
        await using var chat = await Chat.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await using var slow = await WireSocket.ConnectAsync(chat.Server.Port, receiveBuffer: 4096);
        await slow.HelloAsync("slow");
        await slow.SendTextAsync($$"""{"id":2,"type":"join","conversation":{{ana.Room}}}""");
        (await slow.ReadReplyAsync(2)).TryGetProperty("ok", out _).ShouldBeTrue();

        // More than the server's queue and the kernel's buffers hold together.
        var text = new string('x', 16_000);
        for (var round = 0; round < 20; round++)
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => ana.Says($"{round}/{i} {text}")));

        await ben.IsUpToDate();
        ben.SawEverythingOnce();
        ben.Journal.Messages(ben.Room).Count.ShouldBe(1000);
        ben.Journal.All.OfType<Disconnected>().ShouldBeEmpty();

        var (code, reason) = await slow.ReadCloseAsync();
        code.ShouldBe(4008);
        reason.ShouldStartWith("too_slow; resume");
    }
}
