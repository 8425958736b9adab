namespace Parlance.Browser;

/// <summary>The room page of the rooms front end in a real browser, on another site than the server.</summary>
public class ChatPageTests(Chromium chromium)
{
    private const string AnasPicture = "https://pictures.example.com/ana.jpg";

    [Fact]
    public async Task Two_people_chat_and_every_message_is_drawn_once_with_its_picture()
    {
        await using var town = await Town.Founded(chromium);
        var ana = await (await town.Visitor("lounge", "ana", AnasPicture)).IsIn();
        var bob = await (await town.Visitor("lounge", "bob")).IsIn();
        await ana.Shows("#people", "bob");
        await bob.Shows("#people", "ana");

        await ana.Says("hi bob");
        await bob.Reads("ana: hi bob");
        await bob.Says("  hi <b>ana</b> 👋");
        await ana.Reads("ana: hi bob", "bob:   hi <b>ana</b> 👋");
        await ana.Says("hi bob"); // the same words again are a message of their own
        await ana.Says("hi bob");

        string[] all = ["ana: hi bob", "bob:   hi <b>ana</b> 👋", "ana: hi bob", "ana: hi bob"];
        await ana.Reads(all);
        await bob.Reads(all);
        (await bob.Avatars()).Count(a => a == AnasPicture).ShouldBe(3);

        await ana.Page.ReloadAsync();
        await ana.IsIn();
        await ana.Reads(all);
        (await ana.Avatars()).Count(a => a == AnasPicture).ShouldBe(3);
    }

    [Fact]
    public async Task What_is_said_while_the_socket_is_down_appears_through_polling_once_and_stays_once()
    {
        await using var town = await Town.Founded(chromium);
        var ana = await (await town.Visitor("lounge", "ana")).IsIn();
        var bob = await (await town.Visitor("lounge", "bob")).IsIn();
        await ana.Says("one");
        await bob.Reads("ana: one");

        bob.Cable.Cut();
        await bob.Shows("#status", "polling");
        await ana.Says("two");
        await ana.Reads("ana: one", "ana: two");
        await bob.Reads("ana: one", "ana: two");
        await bob.Says("three");
        await bob.Reads("ana: one", "ana: two", "bob: three");
        await ana.Reads("ana: one", "ana: two", "bob: three");

        bob.Cable.Mend();
        await bob.IsIn();
        await ana.Says("four");
        await bob.Reads("ana: one", "ana: two", "bob: three", "ana: four");
        await ana.Reads("ana: one", "ana: two", "bob: three", "ana: four");
    }

    [Fact]
    public async Task After_a_restart_of_the_server_the_page_comes_back_by_itself_with_everything()
    {
        await using var town = await Town.Founded(chromium);
        var ana = await (await town.Visitor("lounge", "ana", AnasPicture)).IsIn();
        var bob = await (await town.Visitor("lounge", "bob")).IsIn();
        await ana.Says("before");
        await bob.Reads("ana: before");

        (await town.Server.StopAsync()).ShouldBe(0);
        await ana.Shows("#status", "polling");
        await town.Server.StartAsync();
        await ana.IsIn();
        await bob.IsIn();

        await bob.Says("after");
        await ana.Reads("ana: before", "bob: after");
        await bob.Reads("ana: before", "bob: after");
        await bob.Shows("#people", "ana"); // not Anonymous, though the page comes back without a name
        (await bob.Avatars()).ShouldContain(AnasPicture);
    }

    [Fact]
    public async Task A_room_that_is_not_there_ends_the_attempts()
    {
        await using var town = await Town.Founded(chromium, new ServerSettings().With("Parlance__Rooms__AutoCreate", "false"));
        var ana = await town.Visitor("no-such-room", "ana");

        await ana.Shows("#status", "gone");

        (await ana.Page.EvaluateAsync<int>("() => window.app.attempts()")).ShouldBeLessThanOrEqualTo(1);
    }
}
