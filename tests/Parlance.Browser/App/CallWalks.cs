using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Calls of two, of several, and to all who watch.</summary>
public class CallWalks(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task A_call_rings_is_taken_and_ends()
    {
        var (anas, bens) = (Unique("Ana"), Unique("Ben"));
        await using var ana = await server.Guest(anas);
        await using var ben = await server.Guest(bens, Device.Phone);
        await ana.GoesTo("People");
        await ana.Page.GetByLabel("Search people by name").FillAsync(bens);
        await ana.Clicks($"Message: {bens}");
        await ana.IsInAConversation();

        await ana.Clicks("Start a video call");
        await ben.Page.GetByText($"{anas} is calling").WaitForAsync();
        await ben.Clicks("Accept with video");
        await ana.SeesTheVideoOf(bens);
        await ben.SeesTheVideoOf(anas);
        await ana.Clicks("Mute microphone");
        await ana.Clicks("Turn camera off");
        await ana.Clicks("Turn camera on");
        await ben.SeesTheVideoOf(anas);
        await ben.Clicks("Hang up");
        await ana.Button("Start a video call").WaitForAsync();

        await ana.Clicks("Start a call");
        await ben.Clicks("Decline");
        await ana.Page.GetByText("The call was declined.").First.WaitForAsync();
    }

    [Fact]
    public async Task Three_in_a_room_see_each_other_and_one_goes_on_browsing()
    {
        await using var room = await TwoInARoom.OnAsync(server);
        var (ana, ben) = (room.Ana, room.Ben);
        await using var eva = await server.Guest("Eva");
        await eva.Joins(room.Name);
        await eva.IsInAConversation();

        await ana.Clicks("Start a video call");
        foreach (var other in (AppPage[])[ben, eva])
        {
            await other.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Join$") }).ClickAsync();
            await other.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Join with video" }).ClickAsync();
        }

        await ana.SeesTheVideoOf("Ben");
        await ana.SeesTheVideoOf("Eva");
        await eva.SeesTheVideoOf("Ben");
        await ben.Clicks("Make call small");
        await ben.GoesTo("Rooms");
        await ben.Button("Enlarge call").WaitForAsync();
        await ben.Clicks("Hang up");
        await ana.Page.Locator("video[aria-label='Video of Ben']").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await ana.SeesTheVideoOf("Eva");
    }

    [Fact]
    public async Task A_broadcast_reaches_whoever_comes_late()
    {
        await using var room = await TwoInARoom.OnAsync(server);
        var (ana, ben) = (room.Ana, room.Ben);
        await ana.Clicks("Go live");
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = "With the camera" }).ClickAsync();
        await Watches(ben);
        await ben.SeesTheVideoOf("Ana");

        await using var eva = await server.Guest("Eva", Device.Phone);
        await eva.Joins(room.Name);
        await eva.IsInAConversation();
        await Watches(eva);
        await eva.SeesTheVideoOf("Ana");
        await ana.Page.GetByText("2 watch").First.WaitForAsync();
        await ana.Clicks("End broadcast");
        await eva.Page.Locator("video[aria-label='Video of Ana']").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static Task Watches(AppPage who) => who.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Watch$") }).ClickAsync();

    private static string Unique(string name) => $"{name} {Guid.NewGuid():N}"[..(name.Length + 9)];
}
