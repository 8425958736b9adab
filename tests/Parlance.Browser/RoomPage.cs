using Microsoft.Playwright;

namespace Parlance.Browser;

/// <summary>One person at the page of a room.</summary>
public sealed class RoomPage : IAsyncDisposable
{
    private readonly IBrowserContext _profile;
    private readonly List<string> _complaints = [];

    private RoomPage(IBrowserContext profile, IPage page, Cable cable, string name) => (_profile, Page, Cable, Name) = (profile, page, cable, name);

    public IPage Page { get; }

    public string Name { get; }

    /// <summary>Between this page's socket and the server; REST goes another way.</summary>
    public Cable Cable { get; }

    /// <summary>Opens the page and waits until its socket is open and the room is shown.</summary>
    public static async Task<RoomPage> OpenAsync(IBrowserContext profile, Uri site, ServerProcess server, string room, string name, string? avatar)
    {
        var page = await profile.NewPageAsync();
        var self = new RoomPage(profile, page, new Cable(server.Port), name);
        page.PageError += (_, error) => self._complaints.Add(error);
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

    public Task Shows(string selector, string text) =>
        Waits(async () => await Page.TextContentAsync(selector) is var shown && shown?.Contains(text, StringComparison.Ordinal) == true
            ? null : $"{Name} sees `{shown}` in {selector} rather than `{text}`");

    /// <summary>Checks that pictures keep coming: twenty more frames than at the call, and time goes on.</summary>
    public async Task SeesTheVideoMove(string of)
    {
        var video = $"video[data-of='{of}']";
        await Page.WaitForSelectorAsync(video, new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        var (frames, time) = (await FramesAsync(video), await TimeAsync(video));
        await Waits(async () => await FramesAsync(video) >= frames + 20 && await TimeAsync(video) > time
            ? null : $"{Name} saw {await FramesAsync(video) - frames} frames; the peer connection is {await Page.EvaluateAsync<string>("() => JSON.stringify(window.app.peers())")}", TimeSpan.FromSeconds(60));
        (await Page.EvalOnSelectorAsync<int>(video, "v => v.videoWidth")).ShouldBePositive();
    }

    /// <summary>For eyes: a picture of the page as it is.</summary>
    public Task PhotographAsync(string path) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = path });

    /// <summary>Closes the tab as its user would.</summary>
    public Task ClosesTheTab() => Page.CloseAsync(new PageCloseOptions { RunBeforeUnload = false });

    public async ValueTask DisposeAsync()
    {
        await _profile.DisposeAsync();
        await Cable.DisposeAsync();
        _complaints.ShouldBeEmpty(Name);
    }

    /// <summary>Waits, unless the page broke: then nothing it waits for will come.</summary>
    private Task Waits(Func<Task<string?>> complaint, TimeSpan? within = null) => Eventually.Holds(() =>
    {
        _complaints.ShouldBeEmpty(Name);
        return complaint();
    }, within);

    private Task<int> FramesAsync(string video) => Page.EvalOnSelectorAsync<int>(video, "v => v.getVideoPlaybackQuality().totalVideoFrames");

    private Task<double> TimeAsync(string video) => Page.EvalOnSelectorAsync<double>(video, "v => v.currentTime");
}
