namespace Parlance.Scenarios.Harness;

/// <summary>A server with people at the clients of a family around it, all of whom are gone when the story ends. Names get a number, so that stories can share a server.</summary>
/// <param name="ownsServer">The server ends with the story, and has logged no error.</param>
public abstract class FamilyChat(ServerProcess server, bool ownsServer) : IAsyncDisposable
{
    private static int _numbers;

    private readonly List<IAsyncDisposable> _people = []; // guarded by itself
    private readonly List<RoomsHttp> _callers = []; // guarded by itself

    public ServerProcess Server { get; } = server;

    /// <summary>A name nobody else has.</summary>
    public static string Unique(string name) => $"{name}{Interlocked.Increment(ref _numbers)}";

    /// <summary>Somebody without a name or token.</summary>
    /// <param name="address">Where from; null for an address of their own.</param>
    public RoomsHttp Stranger(string? address = null)
    {
        var caller = new RoomsHttp(Server.Address, address ?? NewAddress());
        lock (_callers)
            _callers.Add(caller);
        return caller;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var person in _people)
            await person.DisposeAsync();
        foreach (var caller in _callers)
            caller.Dispose();
        if (!ownsServer)
        {
            await LeaveSharedServerAsync();
            return;
        }

        await Server.DisposeAsync();
        Server.ShouldHaveLoggedNoErrors();
    }

    /// <summary>What the next story on the same server relies on.</summary>
    protected virtual Task LeaveSharedServerAsync() => Task.CompletedTask;

    /// <summary>Has it disposed of when the story ends.</summary>
    protected T Known<T>(T person)
        where T : IAsyncDisposable
    {
        lock (_people)
            _people.Add(person);
        return person;
    }

    /// <summary>A server of a story's own.</summary>
    protected static async Task<ServerProcess> NewServerAsync(Engine engine, ServerSettings? settings) =>
        await ServerProcess.StartAsync(settings ?? new ServerSettings(), await Database.CreateAsync(engine));

    private static string NewAddress()
    {
        var number = Interlocked.Increment(ref _numbers);
        return $"10.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}";
    }
}
