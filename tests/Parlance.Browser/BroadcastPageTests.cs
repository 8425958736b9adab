namespace Parlance.Browser;

/// <summary>Video between browsers, arranged over the room's socket.</summary>
public class BroadcastPageTests(Chromium chromium)
{
    [Fact]
    public async Task Who_comes_late_sees_the_broadcast_move_and_is_told_when_the_broadcaster_is_gone()
    {
        await using var town = await Town.Founded(chromium);
        var ana = await (await town.Visitor("stage", "ana")).IsIn();
        var bob = await (await town.Visitor("stage", "bob")).IsIn();

        await ana.Page.ClickAsync("#broadcast");
        await bob.SeesTheVideoMove(of: "ana");
        var carl = await (await town.Visitor("stage", "carl")).IsIn();
        await carl.SeesTheVideoMove(of: "ana");
        await bob.SeesTheVideoMove(of: "ana");

        await carl.IsPhotographed("viewer.png");
        await ana.IsPhotographed("broadcaster.png");

        await ana.ClosesTheTab();
        foreach (var viewer in (RoomPage[])[bob, carl])
        {
            await viewer.Shows("#notice", "ana stopped broadcasting");
            (await viewer.Page.Locator("video").CountAsync()).ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_broadcast_that_is_stopped_is_over_for_all_and_can_start_again()
    {
        await using var town = await Town.Founded(chromium);
        var ana = await (await town.Visitor("stage", "ana")).IsIn();
        var bob = await (await town.Visitor("stage", "bob")).IsIn();

        await ana.Page.ClickAsync("#broadcast");
        await bob.SeesTheVideoMove(of: "ana");
        await ana.Page.ClickAsync("#broadcast");
        await bob.Shows("#notice", "ana stopped broadcasting");
        (await bob.Page.Locator("video").CountAsync()).ShouldBe(0);

        await ana.Page.ClickAsync("#broadcast");
        await bob.SeesTheVideoMove(of: "ana");
    }
}
