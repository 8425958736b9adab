namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>A server with people at the rooms front end around it. Names get a number, so that stories can share a server.</summary>
public sealed class RoomsChat : IAsyncDisposable
{
    /// <summary>Of every account that a story makes.</summary>
    public const string Password = "Correct horse 8";

    private static int _numbers;

    private readonly bool _ownsServer;
    private readonly List<RoomsPerson> _people = [];
    private readonly List<RoomsHttp> _callers = [];

    internal RoomsChat(ServerProcess server, bool ownsServer) => (Server, _ownsServer) = (server, ownsServer);

    public ServerProcess Server { get; }

    /// <summary>A server of the story's own.</summary>
    public static async Task<RoomsChat> On(Engine engine, ServerSettings? settings = null) =>
        new(await ServerProcess.StartAsync(settings ?? new ServerSettings(), await Database.CreateAsync(engine)), ownsServer: true);

    /// <summary>A name nobody else has.</summary>
    public static string Unique(string name) => $"{name}{Interlocked.Increment(ref _numbers)}";

    /// <summary>Somebody without a name, at an address of their own.</summary>
    public RoomsHttp Stranger(string? address = null)
    {
        var caller = new RoomsHttp(Server.Address, address ?? NewAddress());
        _callers.Add(caller);
        return caller;
    }

    /// <summary>A guest: only a name.</summary>
    public async Task<RoomsPerson> Guest(string name)
    {
        var http = Stranger();
        var unique = Unique(name);
        var user = (await http.Post("/users", Body.Of(("username", unique)))).Ok();
        return Known(new RoomsPerson(this, http, user.Text("id")!, unique));
    }

    /// <summary>Somebody who signed up and holds the token.</summary>
    public async Task<RoomsPerson> Account(string name)
    {
        var http = Stranger();
        var unique = Unique(name);
        var signedUp = (await http.Post("/auth/signup", Body.Of(("username", unique), ("password", Password), ("email", $"{unique}@example.com")))).Ok();
        http.Token = signedUp.Text("token");
        return Known(new RoomsPerson(this, http, signedUp.GetProperty("user").Text("id")!, unique));
    }

    /// <summary>The same person somewhere else: another device at another address, without token or cookie.</summary>
    public RoomsPerson Elsewhere(RoomsPerson person) => Known(new RoomsPerson(this, Stranger(), person.Id, person.Name));

    /// <summary>Somebody who just turns up under an id of their own making.</summary>
    public RoomsPerson Unannounced(string id, string name) => Known(new RoomsPerson(this, Stranger(), id, name));

    /// <summary>A room made as the front end makes it.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> Room(RoomsPerson host, string name = "Lounge", params (string Name, object? Value)[] more)
    {
        var room = (await host.Http.Post("/rooms", Body.Of([("name", name), ("created_by", host.Id), .. more]))).Ok();
        return room.Text("id")!;
    }

    /// <summary>People who are in one room together, each told of those who came later.</summary>
    public static async Task<RoomsSocket[]> Together(string room, params RoomsPerson[] people)
    {
        var sockets = new List<RoomsSocket>();
        foreach (var person in people)
        {
            var socket = await person.Enters(room);
            foreach (var earlier in sockets)
                (await earlier.Sees("user_joined")).Text("user_id").ShouldBe(person.Id);
            sockets.Add(socket);
        }

        return [.. sockets];
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

    private RoomsPerson Known(RoomsPerson person)
    {
        _people.Add(person);
        return person;
    }

    private static string NewAddress()
    {
        var number = Interlocked.Increment(ref _numbers);
        return $"10.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}";
    }
}
