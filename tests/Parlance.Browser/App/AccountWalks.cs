namespace Parlance.Browser.App;

/// <summary>Coming in, staying, going, and becoming somebody.</summary>
public class AccountWalks(AppServer server) : IClassFixture<AppServer>
{
    [Fact]
    public async Task A_guest_gives_a_name_and_becomes_an_account_that_keeps_everything()
    {
        await using var ana = await server.Guest("Ana");
        var room = $"Ana's room {Guid.NewGuid():N}"[..20];
        await ana.CreatesRoom(room);
        await ana.GoesTo("Settings");
        await ana.SeesHeading("You are a guest");
        await ana.Clicks("Make an account");
        var username = $"ana{Guid.NewGuid():N}"[..12];
        await ana.Fills("Username", username);
        await ana.Fills("Password", "a-long-password");
        await ana.Clicks("Create account");
        await ana.Sees($"Signed in as {username}");

        await ana.Clicks("Sign out");
        await ana.SeesHeading("Parlance");
        await using var elsewhere = await server.Visitor("Ana", Device.Phone);
        await elsewhere.Opens("");
        await elsewhere.SignsIn(username, "a-long-password");
        await elsewhere.Sees(room);
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_is_said_at_its_field()
    {
        await using var ana = await server.Visitor("Ana");
        await ana.Opens("");
        var username = $"ana{Guid.NewGuid():N}"[..12];
        await Registers(ana, username);
        await ana.IsIn();

        await using var eve = await server.Visitor("Eve");
        await eve.Opens("");
        await Registers(eve, username);
        await eve.SeesAlert("That is taken already. Choose another.");
        await eve.Page.GetByRole(Microsoft.Playwright.AriaRole.Tab, new() { Name = "Sign in" }).ClickAsync();
        await eve.Fills("Username or e-mail", username);
        await eve.Fills("Password", "another-password");
        await eve.Clicks("Sign in");
        await eve.SeesAlert("Name or password is not right.");
    }

    [Fact]
    public async Task A_reload_keeps_one_signed_in_and_a_password_can_be_changed()
    {
        await using var ana = await server.Visitor("Ana");
        await ana.Opens("");
        var username = $"ana{Guid.NewGuid():N}"[..12];
        await Registers(ana, username);
        await ana.IsIn();
        await ana.Page.ReloadAsync();
        await ana.IsIn();

        await ana.GoesTo("Settings");
        await ana.Clicks("Change password");
        await ana.Fills("Current password", "a-long-password");
        await ana.Fills("New password", "an-even-longer-password");
        await ana.Clicks("Change password");
        await ana.Sees("The password is changed. Other devices are signed out.");
        await ana.Page.ReloadAsync();
        await ana.IsIn();
    }

    [Fact]
    public async Task A_profile_has_a_name_a_bio_and_a_picture()
    {
        await using var ana = await server.Guest("Ana");
        await ana.GoesTo("Settings");
        await ana.Page.GetByLabel("Choose a picture").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = "me.png", MimeType = "image/png", Buffer = Pictures.Png });
        await ana.Fills("Name", "Ana Berg");
        await ana.Fills("About you", "I sing.");
        await ana.Clicks("Save");
        await ana.Sees("Saved.");
        await ana.Page.ReloadAsync();
        (await ana.Page.GetByLabel("Name", new() { Exact = true }).InputValueAsync()).ShouldBe("Ana Berg");
        (await ana.Page.Locator("form img").First.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)")).ShouldBePositive();
    }

    [Fact]
    public async Task The_app_speaks_the_browsers_language_and_the_one_that_is_chosen()
    {
        await using var ana = await server.Visitor("Ana", language: "fr-CH");
        await ana.Opens("");
        await ana.Page.GetByLabel("Votre nom").WaitForAsync();
        (await ana.Page.EvaluateAsync<string>("() => document.documentElement.lang")).ShouldBe("fr");
        await ana.Chooses("Langue", "es");
        await ana.Page.GetByLabel("Tu nombre").WaitForAsync();
        await ana.Page.ReloadAsync();
        await ana.Page.GetByLabel("Tu nombre").WaitForAsync();
        await ana.Chooses("Tema", "dark");
        (await ana.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme")).ShouldBe("dark");
    }

    private static async Task Registers(AppPage who, string username)
    {
        await who.Page.GetByRole(Microsoft.Playwright.AriaRole.Tab, new() { Name = "Register" }).ClickAsync();
        await who.Fills("Username", username);
        await who.Fills("Password", "a-long-password");
        await who.Clicks("Create account");
    }
}
