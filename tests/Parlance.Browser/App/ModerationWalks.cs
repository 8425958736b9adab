using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>From a report to its end, and what an admin sees of the server.</summary>
public class ModerationWalks(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task A_report_is_decided_with_a_ban_and_the_log_tells_of_it()
    {
        var culprit = $"Mal {Guid.NewGuid():N}"[..10];
        await using var ana = await server.Guest("Ana");
        await using var mal = await server.Guest(culprit);
        await ana.GoesTo("People");
        await ana.Page.GetByLabel("Search people by name").FillAsync(culprit);
        await ana.Page.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Button).Filter(new() { HasText = culprit }).First.ClickAsync();
        await ana.Clicks("Report");
        await ana.Chooses("What is wrong", "harassment");
        await ana.Fills("What happened (optional)", "He shouts.");
        await ana.Clicks("Send report");

        await using var root = await server.Admin();
        await root.GoesTo("Moderation");
        var report = root.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "He shouts." });
        await report.GetByRole(AriaRole.Button, new() { Name = "Uphold" }).ClickAsync();
        await root.Fills("Note for the record", "Heard it myself.");
        await root.Chooses("Ban", "user");
        await root.Chooses("How long", "3600");
        await root.Clicks("Uphold");
        await report.WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        await mal.SeesAlert("You are banned from this server.");
        await Place(root, "Bans");
        await root.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = culprit }).GetByRole(AriaRole.Button).ClickAsync();
        await root.Page.GetByText("· lifted").WaitForAsync();
        await Place(root, "Audit log");
        await root.Sees("decided a report about");
        await root.Sees("lifted the ban of");
    }

    [Fact]
    public async Task Filters_rooms_roles_refusals_and_figures_are_at_hand()
    {
        await using var root = await server.Admin(Device.Phone);
        await using var ana = await server.Guest("Ana");
        var room = $"Bad room {Guid.NewGuid():N}"[..16];
        await ana.CreatesRoom(room);

        await root.Opens("moderation/filters");
        await root.Fills("Word or host", "kartoffel");
        await root.Chooses("What happens", "mask");
        await root.Clicks("Add");
        await root.Clicks("Remove the filter: kartoffel");
        await root.SeesHeading("No filters");

        await Place(root, "Rooms");
        await root.Page.GetByLabel("Search rooms").FillAsync(room);
        await root.Clicks($"Close room: {room}");
        await root.Fills("Why", "Not here.");
        await root.Clicks("Close room");
        await root.SeesHeading("No rooms here");
        await ana.SeesHeading("No chats yet");

        await Place(root, "Live figures");
        await root.Sees("Connections");
        await Place(root, "Refusals");
        await root.Page.GetByRole(AriaRole.Tab, new() { Name = "Refusals", Selected = true }).WaitForAsync();
    }

    [Fact]
    public async Task Whoever_is_no_moderator_is_told_so()
    {
        await using var ana = await server.Guest("Ana");
        await ana.Opens("moderation/reports");
        await ana.SeesHeading("This page is for moderators and admins.");
    }

    private static Task Place(AppPage root, string name) => root.Page.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();
}
