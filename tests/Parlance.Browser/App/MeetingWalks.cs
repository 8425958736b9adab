using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Strangers who meet at random. One at a time: whoever waits meets whoever comes.</summary>
public class MeetingWalks(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task Two_strangers_see_each_other_write_and_go_on_to_the_next()
    {
        await using var ana = await Starts("Ana", "video");
        await ana.SeesHeading("Looking for somebody…");
        await using var ben = await Starts("Ben", "video", Device.Phone);
        await ana.SeesHeading("Ben");
        await ben.SeesHeading("Ana");
        await ana.SeesTheVideoOf("Ben");
        await ben.SeesTheVideoOf("Ana");
        await ana.Sees("Speaks"); // the microphone of a test beeps

        await ana.Writes("hello, stranger");
        await ben.Hears("hello, stranger");
        await ben.Writes("hello yourself");
        await ana.Hears("hello yourself");

        await using var eva = await Starts("Eva", "video");
        await eva.SeesHeading("Looking for somebody…");
        await ana.Page.Keyboard.PressAsync("Escape"); // out of the field, if it is in one
        await ana.Page.Keyboard.PressAsync("n");
        await ana.SeesHeading("Eva");
        await ana.SeesTheVideoOf("Eva");
        await eva.SeesTheVideoOf("Ana");
    }

    [Fact]
    public async Task Text_needs_no_camera_and_whoever_is_left_is_told_why()
    {
        await using var ana = await Starts("Ana", "text");
        await using var ben = await Starts("Ben", "text");
        await ana.SeesHeading("Ben");
        await ben.Writes("bye");
        await ana.Hears("bye");
        await ben.ClosesTheTab();
        await ana.Sees("Ben left.");
        await ana.SeesHeading("Looking for somebody…"); // by itself, as was wished
    }

    [Fact]
    public async Task A_stranger_is_reported_and_blocked_and_not_met_again()
    {
        await using var ana = await Starts("Ana", "text");
        await using var ben = await Starts("Ben", "text");
        await ana.SeesHeading("Ben");
        await ana.Clicks("More");
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Report" }).ClickAsync();
        await ana.Chooses("What is wrong", "spam");
        await ana.Clicks("Send report");
        await ana.Sees("Thank you. The moderators will look at it.");
        await ana.Clicks("More");
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Block" }).ClickAsync();
        await ana.Clicks("Block");
        await ana.SeesHeading("Looking for somebody…");
    }

    private async Task<AppPage> Starts(string name, string mode, Device? device = null)
    {
        var page = await server.Guest(name, device);
        await page.GoesTo("Random");
        await page.Page.GetByText(mode == "text" ? "Text" : "Video", new() { Exact = true }).First.ClickAsync();
        await page.Clicks("Start");
        return page;
    }
}
