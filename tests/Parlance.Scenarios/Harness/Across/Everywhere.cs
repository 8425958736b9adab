namespace Parlance.Scenarios.Harness.Across;

/// <summary>A server with people around it who have a client of every family. Names get a number, so that stories can share a server.</summary>
public sealed class Everywhere : IAsyncDisposable
{
    /// <summary>Of every account that a story makes; good enough for every family.</summary>
    public const string Password = "Correct horse 8";

    private static int _addresses;

    private readonly bool _ownsServer;
    private readonly List<Someone> _people = [];
    private readonly List<RoomsHttp> _callers = [];

    internal Everywhere(ServerProcess server, bool ownsServer)
    {
        (Server, _ownsServer) = (server, ownsServer);
        Accounts = new ParlanceAccounts(server.Address);
    }

    public ServerProcess Server { get; }

    /// <summary>The native way in.</summary>
    public ParlanceAccounts Accounts { get; }

    /// <summary>A server of the story's own.</summary>
    public static async Task<Everywhere> On(Engine engine, ServerSettings? settings = null) =>
        new(await ServerProcess.StartAsync(settings ?? new ServerSettings(), await Database.CreateAsync(engine)), ownsServer: true);

    /// <summary>Somebody without a token, at an address of their own.</summary>
    public RoomsHttp Stranger()
    {
        var number = Interlocked.Increment(ref _addresses);
        var caller = new RoomsHttp(Server.Address, $"10.77.{(number >> 8) & 255}.{number & 255}");
        _callers.Add(caller);
        return caller;
    }

    /// <summary>Somebody with an account, made where two families register, signed in nowhere yet.</summary>
    public async Task<Someone> Person(string name)
    {
        var unique = RoomsChat.Unique(name);
        var email = $"{unique}@example.com";
        var answer = await Stranger().Post("/api/auth/register/", Body.Of(("username", unique), ("email", email), ("password", Password)));
        answer.Status.ShouldBe(201, answer.Text);
        var person = new Someone(this, answer.Json.Number("user_id"), unique, email);
        _people.Add(person);
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people)
            await person.DisposeAsync();
        foreach (var caller in _callers)
            caller.Dispose();
        Accounts.Dispose();
        if (!_ownsServer)
            return;
        await Server.DisposeAsync();
        Server.ShouldHaveLoggedNoErrors();
    }
}
