using System.Text.RegularExpressions;

namespace Parlance.Scenarios.Harness.Blink;

/// <summary>A server with visitors of the random chat around it.</summary>
public sealed partial class BlinkChat : FamilyChat
{
    /// <summary>Of every account that a story makes.</summary>
    public const string Password = "secret1";

    internal BlinkChat(ServerProcess server, bool ownsServer)
        : base(server, ownsServer)
    {
    }

    /// <summary>A server of the story's own.</summary>
    public static async Task<BlinkChat> On(Engine engine, ServerSettings? settings = null) =>
        new(await NewServerAsync(engine, settings), ownsServer: true);

    /// <summary>Somebody who registered on this wire and signed in.</summary>
    public async Task<BlinkPerson> Person(string name)
    {
        var http = Stranger();
        var unique = Unique(name);
        var registered = await http.Post("/api/auth/register/", Body.Of(("username", unique), ("password", Password), ("email", "")));
        registered.Status.ShouldBe(201, registered.Text);
        var tokens = (await http.Post("/api/auth/token/", Body.Of(("username", unique), ("password", Password)))).Ok();
        http.Token = tokens.Text("access");
        return new BlinkPerson(registered.Json.Number("user_id"), unique, http) { Refresh = tokens.Text("refresh")! };
    }

    /// <summary>A socket, whatever its first frame may be.</summary>
    /// <param name="port">Of a cable; null to connect to the server itself.</param>
    public async Task<BlinkSocket> Opens(string query = "", string who = "somebody", int? port = null, params string[] headers) =>
        Known(await BlinkSocket.Open(port ?? Server.Port, $"/ws/chat/{query}", who, headers));

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

    protected override async Task LeaveSharedServerAsync()
    {
        if (Server.IsRunning)
            await Eventually.Holds(NobodyIsLeft);
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
