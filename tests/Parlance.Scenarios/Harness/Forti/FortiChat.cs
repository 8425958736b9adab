namespace Parlance.Scenarios.Harness.Forti;

/// <summary>A server with people at the FortiFun app around it.</summary>
public sealed class FortiChat : FamilyChat
{
    /// <summary>Of every account that a story makes.</summary>
    public const string Password = "secret7";

    internal FortiChat(ServerProcess server, bool ownsServer)
        : base(server, ownsServer)
    {
    }

    /// <summary>A server of the story's own.</summary>
    public static async Task<FortiChat> On(Engine engine, ServerSettings? settings = null) =>
        new(await NewServerAsync(engine, settings), ownsServer: true);

    /// <summary>Somebody who registered in the app.</summary>
    public async Task<FortiPerson> Person(string name)
    {
        var http = Stranger();
        var email = $"{Unique(name)}@forti.example";
        var registered = await http.Post("/api/v1/accounts/auth/register", Body.Of(("email", email), ("password", Password), ("name", $"{name} Tester")));
        registered.Status.ShouldBe(201, registered.Text);
        http.Token = registered.Json.Text("access");
        var user = registered.Json.GetProperty("user");
        return Known(new FortiPerson(this, http, user.Number("id"), user.Text("username")!, email) { Refresh = registered.Json.Text("refresh")! });
    }

    /// <summary>Two who have a conversation with one message, and its id.</summary>
    public async Task<(FortiPerson Ana, FortiPerson Bob, long Conversation)> Pair()
    {
        var (ana, bob) = (await Person("ana"), await Person("bob"));
        return (ana, bob, (await ana.Starts(bob, "hi")).Number("id"));
    }
}
