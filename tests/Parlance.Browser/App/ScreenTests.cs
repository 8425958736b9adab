using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Every screen on a phone and at a desk, in both themes: nothing keeps anybody out, and nothing sticks out.</summary>
/// <remarks>With `PARLANCE_PICTURES` each screen is photographed into that folder; `tests/screens` does so.</remarks>
public class ScreenTests(AppServer server) : IClassFixture<AppServer>
{
    [Theory]
    [InlineData("desktop", ColorScheme.Dark)]
    [InlineData("small-phone", ColorScheme.Light)]
    public Task Every_screen_can_be_used_by_everybody(string deviceName, ColorScheme theme) => Tours(deviceName, theme);

    /// <summary>The other devices and themes, which differ in nothing that the two above do not show; they are for the pictures.</summary>
    [Theory]
    [InlineData("desktop", ColorScheme.Light)]
    [InlineData("phone", ColorScheme.Light)]
    [InlineData("phone", ColorScheme.Dark)]
    public async Task Every_screen_is_photographed(string deviceName, ColorScheme theme)
    {
        if (Environment.GetEnvironmentVariable("PARLANCE_PICTURES") is not null)
            await Tours(deviceName, theme);
    }

    private async Task Tours(string deviceName, ColorScheme theme)
    {
        var device = ((Device[])[Device.Desktop, Device.Phone, Device.SmallPhone]).Single(one => one.Name == deviceName);
        var problems = new List<string>();
        await new Tour(server, device, theme).Goes(async (page, screen) =>
        {
            await page.IsPhotographed($"{screen}--{deviceName}-{theme.ToString().ToLowerInvariant()}.png");
            problems.AddRange((await Axe.ProblemsAsync(page.Page)).Select(problem => $"{screen}: {problem}"));
            var tooWide = await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
            if (tooWide > 0)
                problems.Add($"{screen}: the page is {tooWide} px wider than the window.");
        });
        problems.ShouldBeEmpty();
    }
}
