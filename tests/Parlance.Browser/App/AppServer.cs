using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>One server with its web app for all tests of a class; each test makes people and rooms of its own.</summary>
public sealed class AppServer(Chromium chromium) : IAsyncLifetime
{
    private ServerProcess? _process;

    public ServerProcess Process => _process ?? throw new InvalidOperationException("The server was not started.");

    public async ValueTask InitializeAsync() => _process = await ServerProcess.StartAsync(new ServerSettings());

    /// <summary>Somebody at a browser of their own, on a cable of their own, before they opened anything.</summary>
    public async Task<AppPage> Visitor(string name, Device? device = null, ColorScheme theme = ColorScheme.Light, string language = "en-GB")
    {
        var profile = await chromium.NewProfileAsync((device ?? Device.Desktop).Options(theme, language));
        return new AppPage(profile, await profile.NewPageAsync(), new Cable(Process.Port), name);
    }

    /// <summary>A guest who is in.</summary>
    public async Task<AppPage> Guest(string name, Device? device = null, ColorScheme theme = ColorScheme.Light)
    {
        var page = await Visitor(name, device, theme);
        await page.Opens("");
        return await page.EntersAsGuest();
    }

    /// <summary>The server's admin, signed in. The account is made at the command line, as the documentation says.</summary>
    public async Task<AppPage> Admin(Device? device = null, ColorScheme theme = ColorScheme.Light)
    {
        var name = $"root{Guid.NewGuid():N}"[..12];
        const string password = "a-long-password";
        var (exitCode, output) = await Process.RunAsync("admin", "create", "--username", name, "--password", password);
        exitCode.ShouldBe(0, output);
        var page = await Visitor(name, device, theme);
        await page.Opens("");
        await page.SignsIn(name, password);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        await _process.DisposeAsync();
        _process.ShouldHaveLoggedNoErrors();
    }
}
