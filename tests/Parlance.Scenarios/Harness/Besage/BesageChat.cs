namespace Parlance.Scenarios.Harness.Besage;

/// <summary>A server with people at the Besage client around it. Names get a number, so that stories can share a server.</summary>
public sealed class BesageChat : IAsyncDisposable
{
    /// <summary>Of every account that a story makes.</summary>
    public const string Password = "Correct horse 8";

    private static int _addresses;

    private readonly bool _ownsServer;
    private readonly List<IAsyncDisposable> _people = [];
    private readonly List<RoomsHttp> _callers = [];

    internal BesageChat(ServerProcess server, bool ownsServer) => (Server, _ownsServer) = (server, ownsServer);

    public ServerProcess Server { get; }

    /// <summary>A server of the story's own.</summary>
    public static async Task<BesageChat> On(Engine engine, ServerSettings settings) =>
        new(await ServerProcess.StartAsync(settings, await Database.CreateAsync(engine)), ownsServer: true);

    /// <summary>Somebody without an account, at an address of their own.</summary>
    public RoomsHttp Stranger()
    {
        var number = Interlocked.Increment(ref _addresses);
        var caller = new RoomsHttp(Server.Address, $"10.99.{(number >> 8) & 255}.{number & 255}");
        _callers.Add(caller);
        return caller;
    }

    /// <summary>Somebody who registered as the client does, and holds the tokens.</summary>
    public async Task<BesagePerson> Account(string name)
    {
        var http = Stranger();
        var unique = RoomsChat.Unique(name);
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

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people)
            await person.DisposeAsync();
        foreach (var caller in _callers)
            caller.Dispose();
        if (!_ownsServer)
            return;
        await Server.DisposeAsync();
        Server.ShouldHaveLoggedNoErrors();
    }

    private BesagePerson Known(BesagePerson person)
    {
        _people.Add(person);
        return person;
    }
}
