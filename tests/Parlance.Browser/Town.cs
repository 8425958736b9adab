namespace Parlance.Browser;

/// <summary>A chat server, a site with the front end, and the people at it.</summary>
public sealed class Town : IAsyncDisposable
{
    private readonly Chromium _chromium;
    private readonly PageServer _site;
    private readonly List<RoomPage> _pages = [];
    private readonly HttpClient _http = new();

    private Town(Chromium chromium, ServerProcess server, PageServer site) => (_chromium, Server, _site) = (chromium, server, site);

    public ServerProcess Server { get; }

    public static async Task<Town> Founded(Chromium chromium, ServerSettings? settings = null) =>
        new(chromium, await ServerProcess.StartAsync(settings ?? new ServerSettings()), await PageServer.StartAsync());

    /// <summary>Somebody opens the page of a room in a browser of their own.</summary>
    public async Task<RoomPage> Visitor(string room, string name, string? avatar = null)
    {
        var profile = await _chromium.NewProfileAsync();
        var page = await RoomPage.OpenAsync(profile, _site.Address, Server, room, name, avatar);
        _pages.Add(page);
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
