using Microsoft.Playwright;

namespace Parlance.Browser;

/// <summary>A chat server, a site with the front end, and the people at it.</summary>
public sealed class Town : IAsyncDisposable
{
    private readonly Chromium _chromium;
    private readonly PageServer _site;
    private readonly List<Tab> _pages = [];
    private readonly HttpClient _http = new();

    private Town(Chromium chromium, ServerProcess server, PageServer site) => (_chromium, Server, _site) = (chromium, server, site);

    public ServerProcess Server { get; }

    public static async Task<Town> Founded(Chromium chromium, ServerSettings? settings = null)
    {
        // The page of the strangers looks at the newest frame only, as its model does, and on a busy machine all these browsers on two cores stall for
        // longer than the 20 ms that are between two by default: it would miss an answer, and with it the call.
        settings = (settings ?? new ServerSettings()).With("Parlance__Blink__FrameSpacing", "00:00:00.5");
        return new Town(chromium, await ServerProcess.StartAsync(settings), await PageServer.StartAsync());
    }

    /// <summary>Somebody opens the page of a room in a browser of their own.</summary>
    public async Task<RoomPage> Visitor(string room, string name, string? avatar = null)
    {
        var profile = await _chromium.NewProfileAsync();
        var page = await RoomPage.OpenAsync(profile, _site.Address, Server, room, name, avatar);
        _pages.Add(page);
        return page;
    }

    /// <summary>Somebody opens the page that looks for strangers in a browser of their own.</summary>
    /// <param name="relayOnly">Only through the server's own TURN servers.</param>
    public async Task<StrangerPage> Stranger(string name, Wire wire = Wire.Blink, bool relayOnly = false)
    {
        var profile = await _chromium.NewProfileAsync();
        var page = await StrangerPage.OpenAsync(profile, _site.Address, Server, name, wire, relayOnly);
        _pages.Add(page);
        return page;
    }

    /// <summary>A page of the site that does nothing, for scripts of a test's own.</summary>
    public async Task<IPage> EmptyPage()
    {
        var page = await (await _chromium.NewProfileAsync()).NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, "room.css").ToString());
        return page;
    }

    /// <summary>What the server would tell about a room's messages.</summary>
    public async Task<string> HistoryAsync(string room) => await _http.GetStringAsync(new Uri(Server.Address, $"/rooms/{room}/messages?limit=500"));

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
            await page.DisposeAsync();
        _http.Dispose();
        await _site.DisposeAsync();
        await Server.DisposeAsync();
        Server.ShouldHaveLoggedNoErrors();
    }
}
