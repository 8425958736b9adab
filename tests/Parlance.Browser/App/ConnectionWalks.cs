using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Bad connections: nothing typed is lost, nothing appears twice, and one quiet line says how it stands.</summary>
public class ConnectionWalks(AppServer server) : IClassFixture<AppServer>
{
    private const string Line = "No connection. What you write is kept and sent later.";

    [Fact]
    public async Task What_is_written_while_offline_is_sent_afterwards_once_and_in_order()
    {
        await using var room = await TwoInARoom.OnAsync(server, Device.Phone);
        var (ana, ben) = (room.Ana, room.Ben);
        await ana.Says("one");
        await ben.Reads("Ana: one");

        await ben.Profile.SetOfflineAsync(true);
        ben.Cable.Cut();
        await ben.Sees(Line);
        await ben.Says("two");
        await ben.Says("three");
        await ana.Says("four");
        ben.Cable.Mend();
        await ben.Profile.SetOfflineAsync(false);

        await ben.SeesNo(Line);
        await ana.Reads("You: one", "You: four", "Ben: two", "Ben: three");
        await ben.Reads("Ana: one", "Ana: four", "You: two", "You: three");
    }

    [Fact]
    public async Task A_reload_in_the_middle_of_it_loses_nothing()
    {
        await using var room = await TwoInARoom.OnAsync(server);
        var (ana, ben) = (room.Ana, room.Ben);
        await ben.Says("one");
        await ana.Reads("Ben: one");

        // The socket alone is gone: the page itself can be loaded again.
        var isBlocked = true;
        await ben.Profile.RouteWebSocketAsync(new Regex("/ws/v1$"), socket =>
        {
            if (isBlocked)
                _ = socket.CloseAsync();
            else
                socket.ConnectToServer();
        });
        ben.Cable.Blip();
        await ben.Sees(Line);
        await ben.Says("two");
        await ben.Says("three");
        await ben.Composer.FillAsync("half");
        isBlocked = false;
        await ben.Page.ReloadAsync();

        await ben.Reads("You: one", "You: two", "You: three");
        await ana.Reads("Ben: one", "Ben: two", "Ben: three");
        (await ben.Composer.InputValueAsync()).ShouldBe("half");
    }

    [Fact]
    public async Task A_network_that_flaps_doubles_nothing()
    {
        await using var room = await TwoInARoom.OnAsync(server);
        var (ana, ben) = (room.Ana, room.Ben);
        var said = new List<string>();
        for (var i = 1; i <= 12; i++)
        {
            await ben.Says($"message {i}");
            said.Add($"message {i}");
            if (i % 3 == 0)
                ben.Cable.Blip();
        }

        await ben.Reads([.. said.Select(text => $"You: {text}")]);
        await ana.Reads([.. said.Select(text => $"Ben: {text}")]);
    }

    [Fact]
    public async Task A_half_open_connection_is_noticed_and_replaced()
    {
        await using var room = await TwoInARoom.OnAsync(server);
        var (ana, ben) = (room.Ana, room.Ben);
        ben.Cable.Freeze();
        await ben.Says("into the void");
        await ana.Says("are you there?");
        await ben.Sees(Line);
        ben.Cable.Mend();
        await ana.Reads("You: are you there?", "Ben: into the void");
        await ben.Reads("Ana: are you there?", "You: into the void");
    }

    [Fact]
    public async Task A_view_whose_code_was_cut_off_comes_with_the_network()
    {
        await using var ana = await server.Visitor("Ana", Device.Phone);
        // A browser without the offline shell, which would have the code already.
        await ana.Page.AddInitScriptAsync("delete Navigator.prototype.serviceWorker");
        await ana.Opens("");
        await ana.SeesHeading("Parlance");
        ana.Cable.Cut();
        await ana.Page.GetByRole(AriaRole.Link, new() { Name = "Check the connection" }).ClickAsync();
        await ana.Sees("Waiting for the network…");
        ana.Cable.Mend();
        await ana.SeesHeading("Connection check");
    }
}
