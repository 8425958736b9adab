using System.Text.RegularExpressions;

namespace Parlance.Scenarios.Harness.Blink;

/// <summary>A server with visitors of the random chat around it, all of whom are gone when the story ends.</summary>
public sealed partial class BlinkChat : IAsyncDisposable
{
    /// <summary>Of every account that a story makes.</summary>
    public const string Password = "secret1";

    private static int _numbers;

    private readonly bool _ownsServer;
    private readonly List<BlinkSocket> _sockets = [];
    private readonly List<RoomsHttp> _callers = [];

    internal BlinkChat(ServerProcess server, bool ownsServer) => (Server, _ownsServer) = (server, ownsServer);

    public ServerProcess Server { get; }

    /// <summary>A server of the story's own.</summary>
    public static async Task<BlinkChat> On(Engine engine, ServerSettings? settings = null) =>
        new(await ServerProcess.StartAsync(settings ?? new ServerSettings(), await Database.CreateAsync(engine)), ownsServer: true);

    /// <summary>Somebody without a token, at an address of their own.</summary>
    public RoomsHttp Stranger()
    {
        var number = Interlocked.Increment(ref _numbers);
        var caller = new RoomsHttp(Server.Address, $"10.33.{(number >> 8) & 255}.{number & 255}");
        _callers.Add(caller);
        return caller;
    }

    /// <summary>Somebody who registered on this wire and signed in.</summary>
    public async Task<BlinkPerson> Person(string name)
    {
        var http = Stranger();
        var unique = $"{name}{Interlocked.Increment(ref _numbers)}";
        var registered = await http.Post("/api/auth/register/", Body.Of(("username", unique), ("password", Password), ("email", "")));
        registered.Status.ShouldBe(201, registered.Text);
        var tokens = (await http.Post("/api/auth/token/", Body.Of(("username", unique), ("password", Password)))).Ok();
        http.Token = tokens.Text("access");
        return new BlinkPerson(registered.Json.Number("user_id"), unique, http) { Refresh = tokens.Text("refresh")! };
    }

    /// <summary>A socket, whatever its first frame may be.</summary>
    /// <param name="port">Of a cable; null to connect to the server itself.</param>
    public async Task<BlinkSocket> Opens(string query = "", string who = "somebody", int? port = null, params string[] headers)
    {
        var socket = await BlinkSocket.Open(port ?? Server.Port, $"/ws/chat/{query}", who, headers);
        lock (_sockets)
            _sockets.Add(socket);
        return socket;
    }

    /// <summary>Connects without a token, and is told that it has.</summary>
    public async Task<BlinkSocket> Comes(string who, int? port = null)
    {
        var socket = await Opens(who: who, port: port);
        (await socket.Sees("connected")).GetProperty("user").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        return socket;
    }

    /// <summary>Connects with an account's token, and is told as whom.</summary>
    public async Task<BlinkSocket> Comes(BlinkPerson person)
    {
        var socket = await Opens($"?token={person.Token}", person.Name);
        var user = (await socket.Sees("connected")).GetProperty("user");
        (user.Number("user_id"), user.Text("username"), user.Text("display_name")).ShouldBe((person.Id, person.Name, person.Name));
        return socket;
    }

    /// <summary>Connects without a token, and nobody is there.</summary>
    public async Task<BlinkSocket> Waits(string who, int? port = null)
    {
        var socket = await Comes(who, port);
        await socket.SeesWaiting();
        return socket;
    }

    /// <summary>Two who have been brought together; the first had waited.</summary>
    public async Task<(BlinkSocket A, BlinkSocket B)> Pair(int? portOfA = null)
    {
        var a = await Waits("A", portOfA);
        var b = await Comes("B");
        await BlinkSocket.AreMatched(a, b);
        return (a, b);
    }

    /// <summary>Those who wait now.</summary>
    public async Task<int> Waiting() => Figure(WaitingLine(), await Server.MetricsAsync());

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets)
            await socket.DisposeAsync();
        foreach (var caller in _callers)
            caller.Dispose();
        if (!_ownsServer)
        {
            if (Server.IsRunning)
                await Eventually.Holds(NobodyIsLeft);
            return;
        }

        await Server.DisposeAsync();
        Server.ShouldHaveLoggedNoErrors();
    }

    private async Task<string?> NobodyIsLeft()
    {
        var metrics = await Server.MetricsAsync();
        var (open, waiting) = (Figure(OpenLine(), metrics), Figure(WaitingLine(), metrics));
        return (open, waiting) == (0, 0) ? null : $"{open} sockets are open, {waiting} wait";
    }

    private static int Figure(Regex line, string metrics) => line.Match(metrics) is { Success: true } match ? int.Parse(match.Groups["figure"].Value) : 0;

    [GeneratedRegex(@"^parlance_match_waiting(?:\{[^}]*\})? (?<figure>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex WaitingLine();

    [GeneratedRegex(@"^parlance_connections(?:\{[^}]*\})? (?<figure>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex OpenLine();
}

/// <summary>Somebody with an account, signed in on this wire.</summary>
public sealed record BlinkPerson(long Id, string Name, RoomsHttp Http)
{
    public required string Refresh { get; init; }

    public string Token => Http.Token!;
}
