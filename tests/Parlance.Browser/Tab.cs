using Microsoft.Playwright;

namespace Parlance.Browser;

/// <summary>One person at a page, in a browser of their own.</summary>
public abstract class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _profile;
    private readonly List<string> _complaints = []; // guarded by itself

    protected Tab(IBrowserContext profile, IPage page, string name)
    {
        (_profile, Page, Name) = (profile, page, name);
        page.PageError += (_, error) => Complain(error);
    }

    public IPage Page { get; }

    public string Name { get; }

    public Task Shows(string selector, string text) =>
        Waits(async () => await Page.TextContentAsync(selector) is var shown && shown?.Contains(text, StringComparison.Ordinal) == true
            ? null : $"{Name} sees `{shown}` in {selector} rather than `{text}`");

    /// <summary>For eyes: a picture of the page as it is, if `PARLANCE_PICTURES` names a folder for such.</summary>
    /// <param name="file">`viewer.png`</param>
    public async Task IsPhotographed(string file)
    {
        if (Environment.GetEnvironmentVariable("PARLANCE_PICTURES") is { } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, file) });
    }

    /// <summary>Closes the tab as its user would.</summary>
    public Task ClosesTheTab() => Page.CloseAsync(new PageCloseOptions { RunBeforeUnload = false });

    public async ValueTask DisposeAsync()
    {
        await _profile.DisposeAsync();
        await CleanUpAsync();
        ShouldNotHaveComplained();
        GC.SuppressFinalize(this);
    }

    /// <summary>What else must go when the tab is closed.</summary>
    protected virtual ValueTask CleanUpAsync() => ValueTask.CompletedTask;

    /// <summary>Checks that pictures keep coming: twenty more frames than at the call, and time goes on.</summary>
    /// <param name="story">How the pages see the matter, for the complaint.</param>
    protected async Task SeesMove(string video, Func<Task<string>> story)
    {
        await Waits(async () => await Page.Locator(video).CountAsync() == 1
            ? null : $"{Name} has no {video}; {await story()}", TimeSpan.FromSeconds(60));
        var (frames, time) = (await FramesAsync(video), await TimeAsync(video));
        await Waits(async () => await FramesAsync(video) >= frames + 20 && await TimeAsync(video) > time
            ? null : $"{Name} saw {await FramesAsync(video) - frames} frames; {await story()}", TimeSpan.FromSeconds(60));
        (await Page.EvalOnSelectorAsync<int>(video, "v => v.videoWidth")).ShouldBePositive();
    }

    /// <summary>Waits, unless the page broke: then nothing it waits for will come.</summary>
    protected Task Waits(Func<Task<string?>> complaint, TimeSpan? within = null) => Eventually.Holds(() =>
    {
        ShouldNotHaveComplained();
        return complaint();
    }, within);

    protected void Complain(string about)
    {
        lock (_complaints)
            _complaints.Add(about);
    }

    private void ShouldNotHaveComplained()
    {
        lock (_complaints)
            _complaints.ShouldBeEmpty(Name);
    }

    private Task<int> FramesAsync(string video) => Page.EvalOnSelectorAsync<int>(video, "v => v.getVideoPlaybackQuality().totalVideoFrames");

    private Task<double> TimeAsync(string video) => Page.EvalOnSelectorAsync<double>(video, "v => v.currentTime");
}
