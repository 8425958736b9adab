using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Writing to each other, with everything that can be done to a message.</summary>
public class ConversationWalks(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task Two_people_write_and_see_how_far_their_messages_came()
    {
        await using var room = await Room();
        var (ana, ben) = (room.Ana, room.Ben);

        await ana.Says("hello ben");
        await ben.Reads("Ana: hello ben");
        await ana.SeesState("hello ben", "Read");
        await ben.Says("hi **ana**, look: `code`");
        await ana.Reads("You: hello ben", "Ben: hi **ana**, look: `code`");
        (await ana.Message("look").Locator("strong").TextContentAsync()).ShouldBe("ana");
        (await ana.Message("look").Locator("code").TextContentAsync()).ShouldBe("code");

        await ben.Composer.PressSequentiallyAsync("wait");
        await ana.Sees("Ben is typing…");
        await ana.Page.ReloadAsync();
        await ana.Reads("You: hello ben", "Ben: hi **ana**, look: `code`");
    }

    [Fact]
    public async Task Messages_are_answered_edited_reacted_to_and_deleted()
    {
        await using var room = await Room();
        var (ana, ben) = (room.Ana, room.Ben);
        await ana.Says("who brings caek?");
        await ben.Reads("Ana: who brings caek?");

        await ana.Does("Edit", "caek");
        await ana.Composer.FillAsync("who brings cake?");
        await ana.Composer.PressAsync("Enter");
        await ben.Reads("Ana: who brings cake?");
        await ben.Message("cake").GetByText("(edited)").WaitForAsync();

        await ben.Does("Reply", "cake");
        await ben.Says("I do");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Go to the message of" }).First.WaitForAsync();

        await ana.Does("👍", "I do");
        await ben.Message("I do").GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^👍 1") }).ClickAsync();
        await ana.Message("I do").GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^👍 2") }).WaitForAsync();

        await ben.Does("Delete", "I do");
        await ben.Clicks("Delete");
        await ana.Reads("You: who brings cake?", "Ben: Message deleted");
    }

    [Fact]
    public async Task An_emoji_is_picked_and_somebody_is_mentioned()
    {
        await using var room = await Room();
        var (ana, ben) = (room.Ana, room.Ben);
        await ana.Clicks("Emoji");
        await ana.Page.GetByPlaceholder("Search emoji").Or(ana.Page.GetByLabel("Search emoji")).First.FillAsync("tiger face");
        await ana.Page.GetByRole(AriaRole.Gridcell).Filter(new() { HasText = "🐯" }).ClickAsync();
        await ana.Composer.PressSequentiallyAsync(" @be");
        await ana.Page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("Ben") }).WaitForAsync();
        await ana.Composer.PressAsync("Enter");
        (await ana.Composer.InputValueAsync()).ShouldBe("🐯 @Ben ");
        await ben.GoesTo("Rooms");
        await ana.Composer.PressAsync("Enter");
        await ben.GoesTo("Chats");
        await ben.Page.GetByRole(AriaRole.Region, new() { Name = "Chats" }).GetByText("@1").WaitForAsync();
    }

    [Fact]
    public async Task Pictures_and_files_go_along_and_what_is_too_large_gets_a_sentence()
    {
        await using var room = await Room();
        var (ana, ben) = (room.Ana, room.Ben);
        var chooser = ana.Page.Locator("input[type=file]").First;
        await chooser.SetInputFilesAsync([
            new FilePayload { Name = "cat.png", MimeType = "image/png", Buffer = Pictures.Png },
            new FilePayload { Name = "notes <b>.txt", MimeType = "text/plain", Buffer = "notes"u8.ToArray() },
        ]);
        await ana.Says("look");
        var picture = ben.Message("look").GetByRole(AriaRole.Button, new() { Name = "Open image cat.png" });
        await picture.WaitForAsync();
        await Eventually.Holds(async () => await picture.Locator("img").EvaluateAsync<int>("image => image.naturalWidth") == 1 ? null : "the picture is not there");
        var box = (await picture.BoundingBoxAsync())!;
        box.Height.ShouldBe(box.Width, 2, "it has the picture's own shape");
        var file = await ben.Page.RunAndWaitForDownloadAsync(() => ben.Message("look").GetByRole(AriaRole.Link, new() { NameRegex = new Regex(Regex.Escape("notes <b>.txt")) }).ClickAsync());
        (await File.ReadAllTextAsync((await file.PathAsync())!)).ShouldBe("notes");

        await chooser.SetInputFilesAsync(new FilePayload { Name = "huge.bin", MimeType = "application/octet-stream", Buffer = new byte[(25 << 20) + 1] });
        await ana.Page.GetByText(new Regex("too large|at most|25")).First.WaitForAsync();
        await ana.Clicks("Remove huge.bin");
        await ana.Says("never mind");
        await ben.Reads("Ana: look", "Ana: never mind");
    }

    [Fact]
    public async Task A_long_history_is_paged_both_ways_and_a_link_leads_to_its_message()
    {
        await using var room = await Room();
        var (ana, ben) = (room.Ana, room.Ben);
        await Seed.MessagesAsync(server, ana, room.Number, 1_000, i => $"message {i}");
        await ana.Message("message 1000").WaitForAsync();

        await ben.Opens($"c/{room.Number}?seq=500");
        await ben.Message("message 500").WaitForAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^To the latest message") }).ClickAsync();
        await ben.Message("message 1000").WaitForAsync();
        await Eventually.Holds(async () =>
        {
            await ben.Page.GetByRole(AriaRole.Log).HoverAsync();
            await ben.Page.Mouse.WheelAsync(0, -4_000);
            return await ben.Messages.Filter(new() { HasTextRegex = new Regex("message 1$") }).CountAsync() > 0 ? null : "not at the beginning yet";
        }, TimeSpan.FromSeconds(60));
        (await ben.Messages.CountAsync()).ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Messages_are_found_by_their_words_and_shown_where_they_were_said()
    {
        await using var room = await Room();
        var (ana, ben) = (room.Ana, room.Ben);
        await Seed.MessagesAsync(server, ana, room.Number, 300, i => i == 20 ? "the zebra is here" : $"message {i}");
        await ben.Message("message 300").WaitForAsync();
        await ben.Clicks("Search");
        await Eventually.Holds(async () =>
        {
            await ben.Page.GetByRole(AriaRole.Searchbox).FillAsync("");
            await ben.Page.GetByRole(AriaRole.Searchbox).FillAsync("zebra");
            var found = ben.Page.Locator("mark", new() { HasText = "zebra" });
            await found.Or(ben.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing found." })).First.WaitForAsync();
            return await found.CountAsync() > 0 ? null : "the index has not come so far";
        });
        await ben.Page.Locator("mark", new() { HasText = "zebra" }).First.ClickAsync();
        await ben.Message("the zebra is here").WaitForAsync();
    }

    [Fact]
    public async Task What_came_meanwhile_is_marked_and_a_draft_is_kept()
    {
        await using var room = await Room();
        var (ana, ben) = (room.Ana, room.Ben);
        await ben.Says("one");
        await ana.Reads("Ben: one");
        await ana.Composer.FillAsync("half a thou");
        await ana.GoesTo("Rooms");
        await ben.Says("two");
        await ana.GoesTo("Chats");
        await ana.Page.GetByRole(AriaRole.Region, new() { Name = "Chats" }).GetByText(room.Name).ClickAsync();
        await ana.Page.GetByTestId("unread-line").WaitForAsync();
        (await ana.Composer.InputValueAsync()).ShouldBe("half a thou");
        await ana.Page.ReloadAsync();
        await Eventually.Holds(async () => await ana.Composer.InputValueAsync() == "half a thou" ? null : "the draft is gone");
    }

    [Fact]
    public async Task Markup_in_names_and_messages_is_text_and_nothing_of_it_runs()
    {
        const string name = "<img src=x onerror=window.hacked=1>";
        await using var eve = await server.Guest(name);
        var room = $"<script>window.hacked=1</script> {Guid.NewGuid():N}"[..40];
        await eve.CreatesRoom(room);
        await using var ana = await server.Guest("Ana", Device.Phone);
        await ana.Joins(room);
        await ana.IsInAConversation();

        foreach (var text in Markup)
            await eve.Says(text);
        await eve.Reads([.. Markup.Select(text => $"You: {text}")]);
        await ana.Reads([.. Markup.Select(text => $"{name}: {text}")]);
        foreach (var page in (AppPage[])[eve, ana])
        {
            (await page.Page.EvaluateAsync<bool>("() => 'hacked' in window")).ShouldBeFalse();
            (await page.Messages.Locator("script, iframe, object, embed, form, svg[onload], [onerror], [onclick]").CountAsync()).ShouldBe(0);
            (await page.Messages.Locator("a").EvaluateAllAsync<string[]>("all => all.map(a => a.protocol)")).ShouldAllBe(scheme => scheme == "https:" || scheme == "http:" || scheme == "mailto:");
        }
    }

    private static readonly string[] Markup =
    [
        "<script>window.hacked=1</script>",
        "<img src=x onerror=window.hacked=1>",
        "<svg onload=window.hacked=1>",
        "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
        "[click](javascript:window.hacked=1)",
        "[click](data:text/html,<script>window.hacked=1</script>)",
        "[click](vbscript:x) <a href=javascript:window.hacked=1>x</a>",
        "![x](x\" onerror=\"window.hacked=1)",
        "`<script>window.hacked=1</script>`",
        "**<b onclick=window.hacked=1>bold</b>**",
        "https://example.com/\"onmouseover=\"window.hacked=1",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=1>",
    ];

    private async Task<TwoInARoom> Room() => await TwoInARoom.OnAsync(server);
}
