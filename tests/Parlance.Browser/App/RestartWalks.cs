namespace Parlance.Browser.App;

/// <summary>The server goes and comes back under people who write.</summary>
public class RestartWalks(Chromium chromium)
{
    [Fact]
    public async Task A_restart_of_the_server_is_one_line_and_a_pause()
    {
        await using var server = new AppServer(chromium);
        await server.InitializeAsync();
        await using var room = await TwoInARoom.OnAsync(server, Device.Phone);
        var (ana, ben) = (room.Ana, room.Ben);
        await ana.Says("one");
        await ben.Reads("Ana: one");

        await server.Process.KillAsync();
        await ana.Sees("No connection. What you write is kept and sent later.");
        await ana.Says("two");
        await server.Process.StartAsync();

        await ben.Reads("Ana: one", "Ana: two");
        await ana.Reads("You: one", "You: two");
        await ben.Says("three");
        await ana.Reads("You: one", "You: two", "Ben: three");
    }
}
