using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Every screen of the app, with what makes screens hard: long names and words, many members, errors, nothing at all.</summary>
internal sealed class Tour(AppServer server, Device device, ColorScheme theme)
{
    private const string LongWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

    /// <summary>Goes from screen to screen.</summary>
    /// <param name="look">Called on each, with its name.</param>
    public async Task Goes(Func<AppPage, string, Task> look)
    {
        await Start(look);
        await using var ana = await server.Guest("Ana", device, theme);
        await look(ana, "home-empty");
        await using var ben = await server.Guest("Ben with a very long name that nobody can say at once");
        var room = await Talk(ana, ben);
        await Conversation(ana, room, look);
        await Lists(ana, look);
        await Offline(ana, room, look);
        await Random(ana, look);
        await Staff(ana, look);
    }

    private async Task Start(Func<AppPage, string, Task> look)
    {
        await using var visitor = await server.Visitor("Vera", device, theme);
        await visitor.Opens("");
        await visitor.Page.GetByLabel("Your name").WaitForAsync();
        await look(visitor, "start-guest");
        await visitor.Page.GetByRole(AriaRole.Tab, new() { Name = "Sign in" }).ClickAsync();
        await visitor.Fills("Username or e-mail", "nobody");
        await visitor.Fills("Password", "wrong-password");
        await visitor.Clicks("Sign in");
        await visitor.SeesAlert("Name or password is not right.");
        await look(visitor, "start-sign-in-refused");
        await visitor.Page.GetByRole(AriaRole.Tab, new() { Name = "Register" }).ClickAsync();
        await look(visitor, "start-register");
        await visitor.Opens("doctor");
        await visitor.Clicks("Start the check");
        await visitor.Page.Locator("[data-step=server][data-state=ok]").WaitForAsync();
        await look(visitor, "doctor");
    }

    /// <summary>A room in which much was said.</summary>
    private async Task<long> Talk(AppPage ana, AppPage ben)
    {
        var made = await Seed.PostAsync(server, ana, "/api/v1/rooms", new { name = $"Tour {LongWord}", description = "All that a room can hold.", category = "Music" });
        var room = made.GetProperty("conversation").GetProperty("id").GetInt64();
        await Seed.PostAsync(server, ana, "/api/v1/rooms", new { name = "Behind a password", password = "sesame", privacy = "password" });
        await Seed.PostAsync(server, ben, $"/api/v1/conversations/{room}/join", new { });
        var many = await Task.WhenAll(Enumerable.Range(1, 24).Select(i => Seed.GuestInAsync(server, $"Guest number {i}", room)));
        many.Length.ShouldBe(24);
        string[] bens =
        [
            "Hello **everybody**, this is _Ben_.", LongWord, "A list:\n\n- one\n- two\n\n> and a quote\n\n```\nvar code = \"a block of it that is rather long, so that it has to scroll or wrap somewhere\";\n```",
            "https://example.com/a/very/long/address/that/goes/on/and/on/and/on/until/it/does/not/fit/into/one/line/any/more", "😀",
        ];
        await Seed.MessagesAsync(server, ben, room, bens.Length, i => bens[i - 1]);
        await Seed.MessagesAsync(server, ana, room, 3, i => $"Ana's answer {i}");
        return room;
    }

    private static async Task Conversation(AppPage ana, long room, Func<AppPage, string, Task> look)
    {
        await ana.Opens($"c/{room}");
        await ana.Message("Ana's answer 3").WaitForAsync();
        await ana.Does("👍", "Ana's answer 2");
        await look(ana, "conversation");
        await ana.Message("Ana's answer 1").ClickAsync(new() { Button = MouseButton.Right });
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Reply", Exact = true }).WaitForAsync();
        await look(ana, "conversation-menu");
        await ana.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Reply", Exact = true }).ClickAsync();
        await look(ana, "conversation-reply");
        await ana.Clicks("Emoji");
        await ana.Page.GetByPlaceholder("Search emoji").Or(ana.Page.GetByLabel("Search emoji")).First.WaitForAsync();
        await ana.Page.GetByRole(AriaRole.Gridcell).First.WaitForAsync();
        await look(ana, "conversation-emoji");
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.Clicks("Search");
        await ana.Page.GetByRole(AriaRole.Searchbox).FillAsync("answer");
        await ana.Page.Locator("mark").First.WaitForAsync();
        await look(ana, "conversation-search");
        await ana.Opens($"c/{room}");
        await ana.Clicks("Details");
        await ana.SeesHeading("Invite link");
        await look(ana, "room-details");
        await ana.Clicks("Change");
        await look(ana, "room-change");
        await ana.Opens($"c/{room}");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Profile of Ben" }).First.ClickAsync();
        await ana.Button("Report").WaitForAsync();
        await look(ana, "person");
        await ana.Clicks("Report");
        await look(ana, "report");
        await ana.Opens("c/987654");
        await ana.SeesHeading("There is no such chat");
        await look(ana, "conversation-missing");
    }

    private static async Task Lists(AppPage ana, Func<AppPage, string, Task> look)
    {
        await ana.Opens("");
        await ana.SeesHeading("Chats");
        await look(ana, "home");
        await ana.Opens("rooms");
        await ana.SeesHeading("Behind a password");
        await look(ana, "rooms");
        await ana.Page.GetByLabel("Search rooms").FillAsync("nothing is called like this");
        await ana.SeesHeading("No rooms here");
        await look(ana, "rooms-none");
        await ana.Opens("rooms");
        await ana.Clicks("Create room");
        await ana.Button("Choose a picture").Or(ana.Page.GetByText("Choose a picture")).First.WaitForAsync();
        await look(ana, "room-create");
        await ana.Opens("people");
        await ana.Page.GetByLabel("Search people by name").FillAsync("guest");
        await ana.Page.GetByText("Guest number").First.WaitForAsync();
        await look(ana, "people");
        await ana.Opens("settings");
        await ana.Sees("You block nobody.");
        await look(ana, "settings");
    }

    private static async Task Offline(AppPage ana, long room, Func<AppPage, string, Task> look)
    {
        await ana.Opens($"c/{room}");
        await ana.Message("Ana's answer 3").WaitForAsync();
        ana.Cable.Cut();
        await ana.Sees("No connection. What you write is kept and sent later.");
        await ana.Says("written without a connection");
        await ana.Message("written without a connection").WaitForAsync();
        await look(ana, "offline");
        ana.Cable.Mend();
        await ana.IsIn();
    }

    private static async Task Random(AppPage ana, Func<AppPage, string, Task> look)
    {
        await ana.Opens("random");
        await ana.Button("Start").WaitForAsync();
        foreach (var device in (string[])["Camera", "Microphone"]) // the browser tells of them a moment later
            await ana.Page.GetByLabel(device, new() { Exact = true }).And(ana.Page.Locator(":enabled")).WaitForAsync();
        await look(ana, "random-before");
        await ana.Clicks("Start");
        await ana.SeesHeading("Looking for somebody…");
        await look(ana, "random-waiting");
        await ana.Opens("");
    }

    private async Task Staff(AppPage ana, Func<AppPage, string, Task> look)
    {
        var me = await ana.Page.EvaluateAsync<long>("() => JSON.parse(localStorage['parlance.me']).id");
        await using var eve = await server.Guest("Eve");
        await Seed.PostAsync(server, eve, "/api/v1/reports", new { reason = "spam", user = me, description = $"She said {LongWord}." });
        await using var root = await server.Admin(device, theme);
        foreach (var place in (string[])["reports", "people", "bans", "rooms", "filters", "audit", "figures", "refusals"])
        {
            await root.Opens($"moderation/{place}");
            await root.Page.GetByRole(AriaRole.Tab, new() { Selected = true }).WaitForAsync();
            await root.Page.GetByText("Loading…").First.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
            await look(root, $"moderation-{place}");
        }

        await root.Opens($"moderation/people/{me}");
        await root.Button("Uphold").WaitForAsync();
        await look(root, "moderation-person");
        await root.Clicks("Uphold");
        await look(root, "moderation-decide");
    }
}
