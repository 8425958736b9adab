namespace Parlance.Scenarios.Harness.Besage;

/// <summary>A server with people at the Besage client around it.</summary>
public sealed class BesageChat : FamilyChat
{
    /// <summary>Of every account that a story makes.</summary>
    public const string Password = "Correct horse 8";

    internal BesageChat(ServerProcess server, bool ownsServer)
        : base(server, ownsServer)
    {
    }

    /// <summary>A server of the story's own.</summary>
    public static async Task<BesageChat> On(Engine engine, ServerSettings settings) =>
        new(await NewServerAsync(engine, settings), ownsServer: true);

    /// <summary>Somebody who registered as the client does, and holds the tokens.</summary>
    public async Task<BesagePerson> Account(string name)
    {
        var http = Stranger();
        var unique = Unique(name);
        var answer = await http.Post("/api/auth/register/", Body.Of(("username", unique), ("email", $"{unique}@example.com"), ("password", Password)));
        answer.Status.ShouldBe(201, answer.Text);
        return Known(new BesagePerson(this, http, answer.Json.GetProperty("user").Number("id"), unique, answer.Json));
    }

    /// <summary>The same person on another device: signed in once more.</summary>
    public async Task<BesagePerson> Elsewhere(BesagePerson person)
    {
        var http = Stranger();
        var signedIn = (await http.Post("/api/auth/login/", Body.Of(("username", person.Name), ("password", Password)))).Ok();
        return Known(new BesagePerson(this, http, person.Id, person.Name, signedIn));
    }

    public async Task<(BesagePerson Ana, BesagePerson Bob, long Chat)> Pair()
    {
        var (ana, bob) = (await Account("ana"), await Account("bob"));
        return (ana, bob, await ana.Opens(bob));
    }
}
