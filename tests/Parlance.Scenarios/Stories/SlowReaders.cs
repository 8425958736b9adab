using System.Globalization;
using System.Text.RegularExpressions;

namespace Parlance.Scenarios.Stories;

public partial class SlowReaders
{
    private const int Others = 1_000;
    private const int MessagesARound = 10;
    private const int MaxGrowthMiB = 256;

    [Fact]
    public async Task Who_stops_reading_is_sent_away_and_a_thousand_others_notice_nothing()
    {
        // A small queue is full sooner; time to read the reason even when the machine is busy with the others.
        var settings = new ServerSettings().With("Parlance__Sockets__MaxOutgoingBytes", "524288").With("Parlance__Sockets__CloseTimeout", "60s");
        await using var chat = await Chat.On(Engine.Sqlite, settings);
        var (ana, ben) = await chat.Pair("ana", "ben");
        await using var crowd = await Crowd.EnterAsync(chat.Server.Port, ana.Room, Others);
        await using var slow = await WireSocket.ConnectAsync(chat.Server.Port, receiveBuffer: 4096);
        await slow.HelloAsync("slow");
        (await slow.AskAsync($$"""{"type":"join","conversation":{{ana.Room}}}""")).TryGetProperty("ok", out _).ShouldBeTrue();

        var before = chat.Server.MemoryMiB();
        var text = new string('x', 16_000);
        var said = 0;
        for (; await SlowConsumersOf(chat.Server) == 0; said += MessagesARound)
        {
            said.ShouldBeLessThan(2_000, "the kernel's buffers cannot hold this much");
            await Task.WhenAll(Enumerable.Range(said, MessagesARound).Select(i => ana.Says($"{i} {text}")));
            await crowd.HasHeard(said + MessagesARound);
        }

        await ben.IsUpToDate();
        ben.SawEverythingOnce();
        ben.Journal.Messages(ben.Room).Count.ShouldBe(said);
        ben.Journal.All.OfType<Disconnected>().ShouldBeEmpty();
        crowd.Complaints.ShouldBeEmpty();

        var (code, reason) = await slow.ReadCloseAsync();
        code.ShouldBe(4008);
        reason.ShouldStartWith("too_slow; resume");

        var grown = chat.Server.MemoryMiB(peak: true) - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{said} messages of 16 KB to {Others} readers: memory grew from {before} MiB by {grown} MiB at most.");
        grown.ShouldBeLessThan(MaxGrowthMiB);
    }

    private static async Task<int> SlowConsumersOf(ServerProcess server)
    {
        var figure = SlowConsumers().Match(await server.MetricsAsync());
        return figure.Success ? int.Parse(figure.Groups["closed"].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^parlance_slow_consumers\S* (?<closed>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SlowConsumers();
}
