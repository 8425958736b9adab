using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Finding rooms, coming in, who may do what in them, and the people one meets.</summary>
public class RoomWalks(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task A_room_is_found_by_its_name_and_category_and_joined()
    {
        await using var ana = await server.Guest("Ana");
        await using var ben = await server.Guest("Ben", Device.Phone);
        var name = Unique("Jazz");
        var number = await ana.CreatesRoom(name);

        await ben.Opens("rooms");
        await ben.Chooses("Category", "Tech");
        await ben.Page.GetByLabel("Search rooms").FillAsync(name);
        await ben.SeesHeading("No rooms here");
        await ben.Chooses("Category", "Social");
        await ben.SeesHeading(name);
        await ben.Clicks($"Join: {name}");
        (await ben.IsInAConversation()).ShouldBe(number);
    }

    [Fact]
    public async Task A_room_with_a_password_lets_in_whoever_knows_it()
    {
        await using var ana = await server.Guest("Ana");
        await using var ben = await server.Guest("Ben");
        var name = Unique("Secret");
        await ana.CreatesRoom(name, "password", "sesame");

        await ben.Joins(name);
        await ben.Fills("Password", "wrong");
        await ben.Clicks("Join");
        await ben.SeesAlert("The password is not right.");
        await ben.Fills("Password", "sesame");
        await ben.Clicks("Join");
        await ben.IsInAConversation();
    }

    [Fact]
    public async Task A_private_room_is_not_listed_and_its_link_leads_in_even_somebody_who_is_not_signed_in()
    {
        await using var ana = await server.Guest("Ana");
        var name = Unique("Den");
        await ana.CreatesRoom(name, "private");
        await ana.Clicks("Details");
        await ana.Clicks("Copy link");
        var link = await ana.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

        await using var ben = await server.Visitor("Ben", Device.Phone);
        await ben.Opens(new Uri(link).AbsolutePath["/app/".Length..]);
        await ben.EntersAsGuest();
        await ben.SeesHeading(name);
        await ben.Clicks("Join");
        await ben.IsInAConversation();

        await using var eve = await server.Guest("Eve");
        await eve.Opens("rooms");
        await eve.Page.GetByLabel("Search rooms").FillAsync(name);
        await eve.SeesHeading("No rooms here");
    }

    [Fact]
    public async Task The_host_makes_moderators_slows_the_room_down_puts_people_out_and_deletes_it()
    {
        await using var ana = await server.Guest("Ana");
        await using var ben = await server.Guest("Ben");
        var name = Unique("Court");
        await ana.CreatesRoom(name);
        await ben.Joins(name);
        await ben.IsInAConversation();

        await ana.Clicks("Details");
        await ana.Clicks("What to do with Ben");
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Make moderator" }).ClickAsync();
        await ana.Sees("Moderator");
        await ben.Clicks("Details");
        await ben.Chooses("Slow mode", "10");
        var slowMode = ana.Page.GetByLabel("Slow mode");
        await Eventually.Holds(async () => await slowMode.InputValueAsync() is "10" ? null : "the host does not see it yet");

        await ana.Clicks("What to do with Ben");
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Put out", Exact = true }).ClickAsync();
        await ben.Page.GetByRole(AriaRole.Complementary, new() { Name = "Chats" }).Or(ben.Page.GetByRole(AriaRole.Region, new() { Name = "Chats" })).GetByText(name).WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        await ana.Clicks("Delete for everybody");
        await ana.Clicks("Delete for everybody");
        await ana.SeesHeading("No chats yet");
    }

    [Fact]
    public async Task People_find_each_other_write_make_a_group_block_and_report()
    {
        var (anas, bens) = (Unique("Ana"), Unique("Ben"));
        await using var ana = await server.Guest(anas);
        await using var ben = await server.Guest(bens);
        await ana.GoesTo("People");
        await ana.Page.GetByLabel("Search people by name").FillAsync(bens);
        await ana.Clicks($"Message: {bens}");
        await ana.IsInAConversation();

        await ana.GoesTo("People");
        await ana.Clicks("New group");
        await ana.Fills("Name of the group (optional)", "The band");
        await ana.Fills("Search people by name", bens);
        await ana.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Filter(new() { HasText = bens }).ClickAsync();
        await ana.Clicks("Create group");
        await ana.IsInAConversation();
        await ben.Sees("The band");

        await ana.GoesTo("People");
        await ana.Page.GetByLabel("Search people by name").FillAsync(bens);
        await ana.Page.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Button).Filter(new() { HasText = bens }).First.ClickAsync();
        await ana.Clicks("Report");
        await ana.Chooses("What is wrong", "spam");
        await ana.Clicks("Send report");
        await ana.Sees("Thank you. The moderators will look at it.");
        await ana.Clicks("Block");
        await ana.Clicks("Block");
        await ana.Button("Unblock").WaitForAsync();
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.GoesTo("Settings");
        await ana.Clicks($"Unblock: {bens}");
        await ana.Sees("You block nobody.");
    }

    private static string Unique(string name) => $"{name} {Guid.NewGuid():N}"[..(name.Length + 9)];
}
