using Microsoft.Playwright;

namespace Parlance.Browser.App;

// In calls and random meetings.
public sealed partial class AppPage
{
    /// <summary>The video of somebody is there and goes on.</summary>
    public Task SeesTheVideoOf(string name) =>
        SeesMove($"video[aria-label='Video of {name}']", () => Page.InnerTextAsync("body"));

    /// <summary>Writes to the stranger one met.</summary>
    public async Task Writes(string text)
    {
        var field = Page.GetByRole(AriaRole.Textbox, new() { Name = "Write a message", Exact = true });
        await field.FillAsync(text);
        await field.PressAsync("Enter");
    }

    /// <summary>What the stranger wrote is there.</summary>
    public Task Hears(string text) => Page.GetByRole(AriaRole.Log).GetByText(text).First.WaitForAsync();
}
