namespace Parlance.Browser.App;

/// <summary>The connection page finds what works and what does not, from the visitor's own browser.</summary>
public class DoctorWalks(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task It_finds_server_socket_camera_and_microphone_well_and_a_cut_cable_at_once()
    {
        await using var ana = await server.Guest("Ana");
        await ana.Opens("doctor");
        await ana.Clicks("Start the check");
        foreach (var step in (string[])["server", "origin", "socket", "roundTrip", "camera", "microphone", "loopBack"])
            await ana.Page.Locator($"[data-step={step}][data-state=ok]").WaitForAsync();

        await using var ben = await server.Visitor("Ben", Device.Phone);
        await ben.Opens("doctor");
        await ben.SeesHeading("Connection check");
        ben.Cable.Cut();
        await ben.Clicks("Start the check");
        await ben.Page.Locator("[data-step=server][data-state=failed]").WaitForAsync();
        await ben.Sees("The server does not answer.");
    }
}
