using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Parlance.Bench.Prepare;

/// <summary>The two calls of the native dialect's REST interface (docs/wire/native.md) that fill a server.</summary>
internal sealed class NativeRest(Uri server, int connections) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = new Uri(server, "/api/v1/") };

    /// <returns>The access token.</returns>
    public async Task<string> CreateGuestAsync(string name, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new GuestRequest(name), NativeRestJson.Default.GuestRequest);
        using var response = await _http.PostAsync("guests", content, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        var session = await response.Content.ReadFromJsonAsync(NativeRestJson.Default.GuestSession, cancellationToken);
        return session?.AccessToken ?? throw new InvalidDataException("The server made a guest and gave no access token.");
    }

    /// <summary>Joins the room, making it when nobody has yet.</summary>
    public async Task JoinAsync(string token, string room, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"conversations/{Uri.EscapeDataString(room)}/join")
        {
            Content = JsonContent.Create(new JoinRequest(Create: true), NativeRestJson.Default.JoinRequest),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var response = await _http.SendAsync(request, cancellationToken);
        await EnsureAsync(response, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created)
            return;

        var problem = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new HttpRequestException($"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}: {problem}");
    }
}

internal sealed record GuestRequest(string Name);

internal sealed record GuestSession(string AccessToken);

internal sealed record JoinRequest(bool Create);

[JsonSerializable(typeof(GuestRequest))]
[JsonSerializable(typeof(GuestSession))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class NativeRestJson : JsonSerializerContext;
