using Microsoft.Playwright;

namespace Parlance.Browser.App;

/// <summary>Addresses that lead nowhere: a sentence says so, and a link leads back.</summary>
public class AddressWalks(AppServer server) : IClassFixture<AppServer>
{
    [Theory]
    [InlineData("c/abc", "There is nothing here")]
    [InlineData("c/999999999999999999999", "There is nothing here")]
    [InlineData("c/999999999", "There is no such chat")]
    [InlineData("j/%E0%A4%A", "Invitation")]
    [InlineData("nowhere", "There is nothing here")]
    public async Task A_wrong_address_says_so_and_leads_back(string path, string heading)
    {
        await using var ana = await server.Guest("Ana", Device.Phone);
        // Not by `Opens`: a `Uri` would mend what is wrong with the address.
        await ana.Page.GotoAsync($"{ana.Cable.Address}app/{path}");
        await ana.SeesHeading(heading);
        await ana.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Chats" }).ClickAsync();
        await ana.SeesHeading("No chats yet");
    }
}
