using Microsoft.Playwright;

namespace Parlance.Browser;

/// <summary>One person at the page of a room.</summary>
public sealed class RoomPage : Tab
{
    private RoomPage(IBrowserContext profile, IPage page, Cable cable, string name)
        : base(profile, page, name) => Cable = cable;

    /// <summary>Between this page's socket and the server; REST goes another way.</summary>
    public Cable Cable { get; }

    /// <summary>Opens the page and waits until its socket is open and the room is shown.</summary>
    public static async Task<RoomPage> OpenAsync(IBrowserContext profile, Uri site, ServerProcess server, string room, string name, string? avatar)
    {
        var page = await profile.NewPageAsync();
        var self = new RoomPage(profile, page, new Cable(server.Port), name);
        var query = $"room={Uri.EscapeDataString(room)}&name={Uri.EscapeDataString(name)}&api={Uri.EscapeDataString(server.Address.ToString().TrimEnd('/'))}"
            + $"&ws={Uri.EscapeDataString(self.Cable.Address.ToString().TrimEnd('/').Replace("http:", "ws:"))}" + (avatar is null ? "" : $"&avatar={Uri.EscapeDataString(avatar)}");
        await page.GotoAsync(new Uri(site, $"room.html?{query}").ToString());
        return self;
    }

    public async Task<RoomPage> IsIn()
    {
        await Shows("#status", "connected");
        return this;
    }

    public async Task Says(string text)
    {
        await Page.FillAsync("#draft", text);
        await Page.PressAsync("#draft", "Enter");
    }

    /// <summary>Waits until the list holds exactly these messages, each acknowledged, in this order.</summary>
    /// <param name="messages">`name: content`.</param>
    public async Task Reads(params string[] messages)
    {
        IReadOnlyList<string> shown = [];
        await Waits(async () =>
        {
            shown = await Page.EvalOnSelectorAllAsync<string[]>("#messages li:not(.pending)", "items => items.map(i => `${i.dataset.username}: ${i.querySelector('.content').textContent}`)");
            return shown.SequenceEqual(messages) ? null : $"{Name} reads [{string.Join(" | ", shown)}] rather than [{string.Join(" | ", messages)}]";
        });
        (await Page.Locator("#messages li.pending").CountAsync()).ShouldBe(0, Name);
    }

    public async Task<string[]> Avatars() => await Page.EvalOnSelectorAllAsync<string[]>("#messages li img", "pictures => pictures.map(p => p.getAttribute('src'))");

    public Task SeesTheVideoMove(string of) => SeesMove($"video[data-of='{of}']", () => Page.EvaluateAsync<string>("() => JSON.stringify(window.app.peers())"));

    protected override ValueTask CleanUpAsync() => Cable.DisposeAsync();
}
