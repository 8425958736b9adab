using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Parlance.Browser.Chromium))]

namespace Parlance.Browser;

/// <summary>Debian's Chromium with a camera that shows a moving test picture; one for all tests, each page in a profile of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Path = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", // root in a container has none
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream", // the camera is allowed without a question
        "--allow-loopback-in-peer-connection",
        "--disable-features=WebRtcHideLocalIpsWithMdns", // names that only multicast DNS could resolve
        "--autoplay-policy=no-user-gesture-required",
    ];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IPlaywright? _playwright; // guarded by _gate
    private IBrowser? _browser; // guarded by _gate

    /// <summary>A fresh profile; skips the test where there is no Chromium.</summary>
    /// <param name="options">Null for Playwright's own: a window of 1280 × 720.</param>
    public async Task<IBrowserContext> NewProfileAsync(BrowserNewContextOptions? options = null)
    {
        if (!File.Exists(Path))
            Assert.Skip($"Chromium is not installed: there is no {Path}. Run `apt-get install chromium`.");

        await _gate.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Arguments });
        }
        finally
        {
            _gate.Release();
        }

        return await _browser.NewContextAsync(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _gate.Dispose();
    }
}
