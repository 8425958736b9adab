namespace Parlance.Scenarios.Harness.Forti;

/// <summary>A server with people at the FortiFun app around it. Names get a number, so that stories can share a server.</summary>
public sealed class FortiChat : IAsyncDisposable
{
    /// <summary>Of every account that a story makes.</summary>
    public const string Password = "secret7";

    private static int _numbers;

    private readonly bool _ownsServer;
    private readonly List<FortiPerson> _people = [];
    private readonly List<RoomsHttp> _callers = [];

    internal FortiChat(ServerProcess server, bool ownsServer) => (Server, _ownsServer) = (server, ownsServer);

    public ServerProcess Server { get; }

    /// <summary>A server of the story's own.</summary>
    public static async Task<FortiChat> On(Engine engine, ServerSettings? settings = null) =>
        new(await ServerProcess.StartAsync(settings ?? new ServerSettings(), await Database.CreateAsync(engine)), ownsServer: true);

    /// <summary>A name nobody else has.</summary>
    public static string Unique(string name) => $"{name}{Interlocked.Increment(ref _numbers)}";

    /// <summary>Somebody without a token, at an address of their own.</summary>
    public RoomsHttp Stranger()
    {
        var number = Interlocked.Increment(ref _numbers);
        var caller = new RoomsHttp(Server.Address, $"10.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}");
        _callers.Add(caller);
        return caller;
    }

    /// <summary>Somebody who registered in the app.</summary>
    public async Task<FortiPerson> Person(string name)
    {
        var http = Stranger();
        var email = $"{Unique(name)}@forti.example";
        var registered = await http.Post("/api/v1/accounts/auth/register", Body.Of(("email", email), ("password", Password), ("name", $"{name} Tester")));
        registered.Status.ShouldBe(201, registered.Text);
        http.Token = registered.Json.Text("access");
        var user = registered.Json.GetProperty("user");
        var person = new FortiPerson(this, http, user.Number("id"), user.Text("username")!, email) { Refresh = registered.Json.Text("refresh")! };
        _people.Add(person);
        return person;
    }

    /// <summary>Two who have a conversation with one message, and its id.</summary>
    public async Task<(FortiPerson Ana, FortiPerson Bob, long Conversation)> Pair()
    {
        var (ana, bob) = (await Person("ana"), await Person("bob"));
        return (ana, bob, (await ana.Starts(bob, "hi")).Number("id"));
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
}
