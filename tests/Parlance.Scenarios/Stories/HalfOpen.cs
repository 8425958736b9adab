using System.Text;

namespace Parlance.Scenarios.Stories;

/// <summary>Connections that begin and do not go on.</summary>
public class HalfOpen
{
    private static ServerSettings Impatient => new ServerSettings()
        .With("Parlance__Http__HeaderTimeout", "2s")
        .With("Parlance__Sockets__FirstByteTimeout", "2s")
        .With("Parlance__Sockets__HelloTimeout", "2s");

    [Fact]
    public async Task Handshakes_that_stop_halfway_hold_up_nobody_and_are_given_up()
    {
        await using var chat = await Chat.On(Engine.Sqlite, Impatient);
        var halves = new List<WireSocket>();
        foreach (var begin in (string[])["", "G", "GET /ws/v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgr", "GET /ws/v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"])
        {
            for (var i = 0; i < 25; i++)
            {
                var wire = await WireSocket.DialAsync(chat.Server.Port);
                await wire.SendRawAsync(Encoding.ASCII.GetBytes(begin));
                halves.Add(wire);
            }
        }

        var (ana, ben) = await chat.Pair("ana", "ben");
        await ana.Says("all well?");
        await ben.Sees("all well?");

        await Task.WhenAll(halves.Select(wire => wire.ReadToEndAsync()));
        foreach (var wire in halves)
            await wire.DisposeAsync();
    }

    [Fact]
    public async Task Who_never_says_hello_is_sent_away()
    {
        await using var chat = await Chat.On(Engine.Sqlite, Impatient);
        await using var silent = await WireSocket.ConnectAsync(chat.Server.Port);

        var (code, reason) = await silent.ReadCloseAsync();

        code.ShouldBe(4009);
        reason.ShouldStartWith("hello_timeout");
    }

    [Fact]
    public async Task Who_goes_silent_is_asked_and_then_given_up()
    {
        await using var chat = await Chat.On(Engine.Sqlite, new ServerSettings().With("Parlance__Sockets__PingPeriod", "1s"));
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        wire.AnswersPings = false;

        var (code, reason) = await wire.ReadCloseAsync();

        code.ShouldBe(4010);
        reason.ShouldStartWith("silent");
        wire.PingsSeen.ShouldBe(1);
    }
}
