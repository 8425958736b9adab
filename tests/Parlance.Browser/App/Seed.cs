using System.Net.Http.Json;
using System.Text.Json;

namespace Parlance.Browser.App;

/// <summary>Puts much into a server at once, as the person at a page.</summary>
internal static class Seed
{
    private const int MaxUnderWay = 500;

    /// <summary>Sent one after the other on one socket, so they are numbered as given.</summary>
    /// <param name="perSecond">0: as fast as it goes.</param>
    public static async Task MessagesAsync(AppServer server, AppPage who, long room, int count, Func<int, string> text, int perSecond = 0)
    {
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Process.Port}/ws/v1"), CancellationToken.None);
        await SendAsync(socket, new { id = 0, type = "hello", token = await TokenAsync(who) });
        // A sender who reads more slowly than the server echoes would be closed as too slow.
        using var underWay = new SemaphoreSlim(MaxUnderWay);
        var answered = ReadAnswersAsync(socket, count, underWay);
        using var pace = perSecond == 0 ? null : new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        for (var i = 1; i <= count; i++)
        {
            if (pace is not null)
                await pace.WaitForNextTickAsync();
            await underWay.WaitAsync();
            await SendAsync(socket, new { id = i, type = "send", conversation = room, client_id = $"seed-{room}-{Guid.NewGuid():N}", content = text(i) });
        }

        await answered;
    }

    public static async Task<JsonElement> PostAsync(AppServer server, AppPage who, string path, object body)
    {
        using var http = new HttpClient { BaseAddress = server.Process.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await TokenAsync(who));
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A guest without a page, in the room.</summary>
    public static async Task<long> GuestInAsync(AppServer server, string name, long room)
    {
        using var http = new HttpClient { BaseAddress = server.Process.Address };
        using var made = await http.PostAsJsonAsync("/api/v1/guests", new { name });
        var guest = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement;
        http.DefaultRequestHeaders.Authorization = new("Bearer", guest.GetProperty("access_token").GetString());
        using var joined = await http.PostAsJsonAsync($"/api/v1/conversations/{room}/join", new { });
        joined.EnsureSuccessStatusCode();
        return guest.GetProperty("user").GetProperty("id").GetInt64();
    }

    private static Task<string> TokenAsync(AppPage who) => who.Page.EvaluateAsync<string>("() => JSON.parse(localStorage['parlance.session']).accessToken");

    private static Task SendAsync(System.Net.WebSockets.ClientWebSocket socket, object command) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task ReadAnswersAsync(System.Net.WebSockets.ClientWebSocket socket, int count, SemaphoreSlim underWay)
    {
        var buffer = new byte[256 * 1024];
        for (var answers = 0; answers <= count;)
        {
            var length = 0;
            System.Net.WebSockets.WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), CancellationToken.None);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            using var frame = JsonDocument.Parse(buffer.AsMemory(0, length));
            if (frame.RootElement.TryGetProperty("error", out var error))
                throw new InvalidOperationException(error.ToString());
            if (frame.RootElement.TryGetProperty("ok", out _) && answers++ > 0) // the first is that to `hello`
                underWay.Release();
        }
    }
}
