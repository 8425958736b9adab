namespace Parlance.Scenarios.Stories;

/// <summary>Too much of anything ends with a reason, and only for the one who did it.</summary>
public class Floods
{
    private static ServerSettings AsShipped => new ServerSettings().With("RATE_LIMIT_SCALE", "1");

    [Fact]
    public async Task Who_floods_is_told_to_wait_and_then_sent_away_while_the_others_chat()
    {
        await using var chat = await Chat.On(Engine.Sqlite, AsShipped);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");

        for (var i = 0; i < 1_000; i++)
            await wire.SendTextAsync("""{"id":7,"type":"ping"}""");
        await ana.Says("all well?");
        await ben.Sees("all well?");

        var first = await wire.ReadErrorAsync();
        first.GetProperty("code").GetString().ShouldBe("rate_limited");
        first.GetProperty("retry_after_ms").GetInt64().ShouldBePositive();
        var (code, reason) = await wire.ReadCloseAsync();
        code.ShouldBe(4029);
        reason.ShouldStartWith("flood");
        ben.Journal.All.OfType<Disconnected>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_talks_too_fast_is_told_how_long_to_wait_and_stays()
    {
        await using var chat = await Chat.On(Engine.Sqlite, AsShipped);
        var (ana, _) = await chat.Pair("ana", "ben");
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        await wire.AskAsync("""{"type":"join","conversation":"lounge"}""");

        var said = new List<string>();
        var refused = 0;
        for (var i = 0; i < 100; i++)
        {
            var reply = await wire.AskAsync($$"""{"type":"send","conversation":"lounge","content":"{{i}}"}""");
            if (reply.TryGetProperty("ok", out _))
            {
                said.Add($"{i}");
                continue;
            }

            refused++;
            var error = reply.GetProperty("error");
            error.GetProperty("code").GetString().ShouldBe("rate_limited");
            error.GetProperty("retry_after_ms").GetInt64().ShouldBeInRange(1, 10_000);
        }

        refused.ShouldBePositive();
        said.Count.ShouldBeGreaterThanOrEqualTo(30);
        (await wire.AskAsync("""{"type":"ping"}""")).TryGetProperty("ok", out _).ShouldBeTrue();
        await ana.Sees([.. said]);
        await ana.SeesNothingMore();
    }

    [Fact]
    public async Task Nonsense_without_end_is_ended()
    {
        await using var chat = await Chat.On(Engine.Sqlite);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");

        for (var i = 0; i < 200; i++)
            await wire.SendTextAsync("nonsense");

        var (code, reason) = await wire.ReadCloseAsync();
        code.ShouldBe(4029);
        reason.ShouldStartWith("flood");
    }
}
