using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Every story once more, by somebody who has a keyboard and nothing else.</summary>
public class KeyboardWalks(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task Coming_in_and_finding_ones_way()
    {
        await using var ana = await server.Visitor("Ana");
        var keys = new Keys(ana);
        await ana.Opens("");
        await keys.Writes("Your name", "Ana");
        await keys.Presses("Enter");
        await ana.IsIn();

        // Past the navigation and the list of chats; the focus comes along where a page goes with what had it.
        await ana.Page.ReloadAsync();
        await ana.IsIn();
        await keys.Presses("Tab");
        await keys.IsAt("Skip to content");
        await keys.Presses("Enter");
        await keys.IsAt("main");
        await keys.Enters("Browse rooms");
        await ana.SeesHeading("Rooms");
        await keys.IsAt("main");
        await keys.TabsBackTo("People");
        await keys.Presses("Enter");
        await ana.SeesHeading("People");
        await keys.IsAt("People");
    }

    [Fact]
    public async Task A_room_is_made_and_what_is_said_in_it_answered_changed_and_deleted()
    {
        await using var ana = await server.Guest("Ana");
        await using var ben = await server.Guest("Ben");
        var keys = new Keys(ana);
        await MakesARoom(keys, ben);

        // Edited with the arrow, as in a shell.
        await keys.Types("first");
        await keys.Presses("Enter");
        await ana.Reads("You: first");
        await keys.Presses("ArrowUp");
        await keys.Types(" of all");
        await keys.Presses("Enter");
        await ana.Reads("You: first of all");

        // The menu of a message, which gives the focus back to it, or on to where one writes.
        await keys.TabsBackTo("You: first of all");
        await keys.Presses("Enter");
        await keys.Takes("❤️");
        await ana.Message("first of all").GetByRole(AriaRole.Button, new() { NameRegex = new Regex(" 1, yours$") }).WaitForAsync();
        await keys.IsAt("You: first of all");
        await keys.Presses("Enter");
        await keys.Takes("Reply");
        await keys.IsAt("Message");
        await keys.Types("second");
        await keys.Presses("Enter");
        await ana.Reads("You: first of all", "You: second");
        await keys.TabsBackTo("You: second");
        await keys.Presses("Enter");
        await keys.Takes("Edit");
        await keys.IsAt("Message");
        await keys.Types(" thought");
        await keys.Presses("Enter");
        await ana.Reads("You: first of all", "You: second thought");

        // From the answer to what it answers.
        await keys.TabsBackToWhatSays("Go to the message of Ana");
        await keys.Presses("Enter");
        await keys.IsAt("You: first of all");
        await keys.Presses("ArrowDown");
        await keys.IsAt("You: second thought");

        await keys.Presses("Enter");
        await keys.Takes("Delete");
        await keys.IsAt("Close");
        await keys.Presses("Escape");
        await keys.IsAt("You: second thought");
        await keys.Presses("Enter");
        await keys.Takes("Delete");
        await keys.Enters("Delete");
        await ana.Reads("You: first of all", "You: Message deleted");
        await keys.IsAt("You: Message deleted");
    }

    [Fact]
    public async Task Somebody_is_mentioned_a_message_is_found_and_the_room_is_left()
    {
        await using var ana = await server.Guest("Ana");
        await using var ben = await server.Guest("Ben");
        var keys = new Keys(ana);
        await MakesARoom(keys, ben);

        await keys.Enters("Emoji");
        await keys.IsAt("Search emoji");
        await keys.Types("tiger face");
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Gridcell).First).ToHaveTextAsync("🐯"); // not what was there before the search
        await keys.Presses("ArrowDown", "Enter");
        await keys.IsAt("Message");
        await keys.Types(" @be");
        await ana.Page.GetByRole(AriaRole.Option, new() { Name = "Ben" }).WaitForAsync();
        await keys.Presses("Enter");
        await keys.Types("ahoy");
        await keys.Presses("Enter");
        await ben.Reads("Ana: 🐯 @Ben ahoy");

        await ben.Says("ahoy yourself");
        await ana.Reads("You: 🐯 @Ben ahoy", "Ben: ahoy yourself");
        await keys.TabsBackTo("Ben: ahoy yourself");
        await keys.Presses("Enter");
        await keys.Takes("Profile");
        await ana.Page.GetByRole(AriaRole.Dialog, new() { Name = "Ben" }).WaitForAsync();
        await keys.Presses("Escape");
        await keys.IsAt("Ben: ahoy yourself");

        await keys.TabsBackTo("Search");
        await keys.Presses("Enter");
        await keys.IsAt("Search messages");
        await keys.Presses("Escape");
        await keys.IsAt("Search");
        await keys.Presses("Enter");
        await FindsAsync(keys, "yourself");
        await keys.TabsToWhatSays("ahoy yourself");
        await keys.Presses("Enter");
        await keys.IsAt("Ben: ahoy yourself");

        await keys.TabsBackTo("Details");
        await keys.Presses("Enter");
        await keys.IsAt("Details");
        await keys.Enters("Leave");
        await ana.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await keys.Enters("Leave");
        await ana.SeesHeading("No chats yet");
        await keys.IsAt("main");
    }

    [Fact]
    public async Task People_are_found_written_to_gathered_blocked_and_reported()
    {
        var bens = Unique("Ben");
        await using var ana = await server.Guest("Ana");
        await using var ben = await server.Guest(bens);
        var keys = new Keys(ana);
        await keys.Enters("People");
        await keys.Writes("Search people by name", bens);
        await keys.TabsToWhatSays($"{bens}Guest");
        await keys.Presses("Enter");
        await keys.IsAt("Close");
        await keys.Presses("Escape");
        await keys.IsAtWhatSays($"{bens}Guest");
        await keys.Presses("Enter");
        await keys.Enters("Message");
        await ana.IsInAConversation();
        await keys.IsAt("Message");
        await keys.Types("hello");
        await keys.Presses("Enter");
        await ana.Reads("You: hello");

        await keys.Enters("People");
        await keys.Enters("New group");
        await keys.IsAt("Search people by name");
        await keys.Types(bens);
        await keys.TabsToWhatSays($"{bens}Guest");
        await keys.Presses("Space");
        await keys.Enters("Create group");
        await ana.IsInAConversation();
        await keys.IsAt("Message");

        await keys.Enters("People");
        await keys.Writes("Search people by name", bens);
        await keys.TabsToWhatSays($"{bens}Guest");
        await keys.Presses("Enter");
        await keys.Enters("Report");
        await ReportsSpamAsync(keys);
        await keys.IsAt("Report");
        await keys.Enters("Block");
        await keys.IsAt("Close");
        await keys.Enters("Block");
        await keys.IsAt("Unblock");
        await keys.Presses("Escape");
        await keys.Enters("Settings");
        await keys.Enters($"Unblock: {bens}");
        await ana.Sees("You block nobody.");
    }

    [Fact]
    public async Task Strangers_are_met_written_to_passed_by_and_reported()
    {
        await using var ana = await server.Guest("Ana");
        var keys = new Keys(ana);
        await keys.Enters("Random");
        await keys.TabsTo("Video");
        await keys.Presses("ArrowRight");
        await keys.IsAt("Text");
        await keys.Enters("Start");
        await ana.SeesHeading("Looking for somebody…");
        await keys.IsAt("main");
        await keys.Enters("Stop looking");
        await keys.IsAt("main");
        await keys.Enters("Start");

        await using var ben = await Stranger("Ben");
        await ana.SeesHeading("Ben");
        await keys.IsAt("main");
        await keys.Writes("Write a message", "hello, stranger");
        await keys.Presses("Enter");
        await ben.Hears("hello, stranger");

        // The letter is a letter while one writes, and after Escape the key that goes on.
        await keys.Types("n");
        await keys.Presses("Escape");
        await keys.IsAt("Chat");
        await using var eva = await Stranger("Eva");
        await eva.SeesHeading("Looking for somebody…");
        await keys.Presses("n");
        await ana.SeesHeading("Eva");

        await keys.Enters("More");
        await keys.Takes("Report");
        await ReportsSpamAsync(keys);
        await keys.IsAt("More");
        await keys.Enters("Stop");
        await ana.SeesHeading("Meet somebody");
        await keys.IsAt("main");
    }

    [Fact]
    public async Task A_call_is_begun_taken_and_ended()
    {
        var (anas, bens) = (Unique("Ana"), Unique("Ben"));
        await using var ana = await server.Guest(anas);
        await using var ben = await server.Guest(bens);
        await ana.GoesTo("People");
        await ana.Page.GetByLabel("Search people by name").FillAsync(bens);
        await ana.Clicks($"Message: {bens}");
        await ana.IsInAConversation();
        var (anasKeys, bensKeys) = (new Keys(ana), new Keys(ben));

        // Whoever is in a dialog is not kept from answering, and goes on where they were.
        await bensKeys.Enters("People");
        await bensKeys.Enters("New group");
        await bensKeys.IsAt("Search people by name");
        await anasKeys.TabsBackTo("Start a call");
        await anasKeys.Presses("Enter");
        await bensKeys.IsAt("Accept");
        await bensKeys.Enters("Decline");
        await bensKeys.IsAt("Search people by name");
        await bensKeys.Types("still here");
        await ana.Page.GetByText("The call was declined.").First.WaitForAsync();
        await anasKeys.IsAt("main");
        await bensKeys.Presses("Escape");
        await bensKeys.IsAt("New group");

        await anasKeys.TabsTo("Start a video call");
        await anasKeys.Presses("Enter");
        await bensKeys.IsAt("Accept with video");
        await bensKeys.Presses("Enter");
        await bensKeys.IsAt("Call");
        await ana.SeesTheVideoOf(bens);
        await ben.SeesTheVideoOf(anas);

        await anasKeys.TabsTo("Mute microphone");
        await anasKeys.Presses("Space");
        await anasKeys.IsAt("Unmute microphone");
        await anasKeys.TabsTo("Turn camera off");
        await anasKeys.Presses("Space");
        await anasKeys.IsAt("Turn camera on");

        // Small beside the page, and large again.
        await bensKeys.Presses("Escape");
        await bensKeys.IsAt("New group");
        await bensKeys.Enters("Enlarge call");
        await bensKeys.IsAt("Call");
        await anasKeys.Enters("Hang up");
        await anasKeys.IsAt("main");
        await bensKeys.IsAt("main");
    }

    [Fact]
    public async Task A_report_is_decided_and_the_server_looked_after()
    {
        var culprit = Unique("Mal");
        await using var ana = await server.Guest("Ana");
        await using var mal = await server.Guest(culprit);
        var malsNumber = await mal.Page.EvaluateAsync<long>("() => JSON.parse(localStorage['parlance.me']).id");
        await Seed.PostAsync(server, ana, "/api/v1/reports", new { user = malsNumber, reason = "harassment", description = "He shouts." });

        await using var root = await server.Admin();
        var keys = new Keys(root);
        await keys.Enters("Moderation");
        await root.Sees("He shouts.");
        await keys.Enters("Uphold");
        await keys.Writes("Note for the record", "Heard it myself.");
        await keys.Writes("Ban", "Acc");
        await keys.Writes("How long", "1 h");
        await keys.Enters("Uphold");
        await root.SeesNo("He shouts.");
        await mal.SeesAlert("You are banned from this server.");
        await keys.IsAt("main");

        await keys.TabsTo("Reports");
        await keys.Presses("ArrowRight", "ArrowRight");
        await keys.IsAt("Bans");
        await keys.Enters($"Lift: {malsNumber}");
        await root.Page.GetByText("· lifted").First.WaitForAsync();
        await keys.TabsBackTo("Bans");
        await keys.Presses("ArrowRight", "ArrowRight", "ArrowRight");
        await keys.IsAt("Audit log");
        await root.Sees("decided a report about");
        await root.Sees("lifted the ban of");
        await keys.Presses("ArrowRight");
        await keys.IsAt("Live figures");
        await root.Sees("Connections");
    }

    [Fact]
    public async Task Settings_are_made_and_a_guest_becomes_an_account_and_signs_out()
    {
        await using var ana = await server.Guest("Ana");
        var keys = new Keys(ana);
        await keys.Enters("Settings");
        await keys.Writes("About you", "Keys only.");
        await keys.Enters("Save");
        await ana.Sees("Saved.");
        await keys.IsAt("Save");

        await keys.Writes("Language", "Fran");
        await keys.IsAt("Langue");
        await keys.Presses("Home");
        await keys.IsAt("Language");
        await keys.Writes("Theme", "Dark");
        (await ana.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme")).ShouldBe("dark");

        var username = $"ana{Guid.NewGuid():N}"[..12];
        await keys.TabsBackTo("Make an account");
        await keys.Presses("Enter");
        await keys.Writes("Username", username);
        await keys.Writes("Password", "a-long-password");
        await keys.Enters("Create account");
        await ana.Sees($"Signed in as {username}");
        await keys.Enters("Sign out");
        await ana.SeesHeading("Parlance");
        await keys.TabsTo("Guest");
    }

    /// <summary>Who has the keys makes a room that the other one joins, and is where one writes.</summary>
    private static async Task MakesARoom(Keys keys, AppPage other)
    {
        await keys.Enters("Rooms");
        await keys.Enters("Create room");
        await keys.Who.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        var room = Unique("Keys");
        await keys.Writes("Name", room);
        await keys.Presses("Enter");
        await keys.Who.IsInAConversation();
        await other.Joins(room);
        await other.IsInAConversation();
        await keys.IsAt("Message");
    }

    /// <summary>Writes until the index has come so far.</summary>
    private static Task FindsAsync(Keys keys, string word) => Eventually.Holds(async () =>
    {
        await keys.Presses("Control+a");
        await keys.Types(word);
        var found = keys.Who.Page.Locator("mark", new() { HasText = word });
        await found.Or(keys.Who.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing found." })).First.WaitForAsync();
        return await found.CountAsync() > 0 ? null : "the index has not come so far";
    });

    private static async Task ReportsSpamAsync(Keys keys)
    {
        await keys.IsAt("Close");
        await keys.Writes("What is wrong", "Spam");
        await keys.Enters("Send report");
        await keys.Who.Sees("Thank you. The moderators will look at it.");
    }

    private async Task<AppPage> Stranger(string name)
    {
        var page = await server.Guest(name);
        await page.GoesTo("Random");
        await page.Page.GetByText("Text", new() { Exact = true }).First.ClickAsync();
        await page.Clicks("Start");
        return page;
    }

    private static string Unique(string name) => $"{name} {Guid.NewGuid():N}"[..(name.Length + 9)];
}
