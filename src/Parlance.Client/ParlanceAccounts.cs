using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Parlance.Client.Wire;

namespace Parlance.Client;

/// <summary>Accounts over REST: what one needs before there is a connection.</summary>
/// <remarks>Every call throws <see cref="ParlanceException"/> when the server refuses and <see cref="HttpRequestException"/> when it cannot be reached.</remarks>
public sealed class ParlanceAccounts : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="server">As <see cref="ParlanceClientOptions.Server"/>.</param>
    public ParlanceAccounts(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var builder = new UriBuilder(server);
        builder.Scheme = builder.Scheme is "https" or "wss" ? "https" : "http";
        builder.Path = builder.Path.TrimEnd('/') + "/api/v1/";
        _http = new HttpClient { BaseAddress = builder.Uri };
    }

    public Task<SignedIn> RegisterAsync(string username, string password, string? name = null, string? email = null, CancellationToken cancellationToken = default) =>
        PostAsync("register", new() { ["username"] = username, ["password"] = password, ["display_name"] = name, ["email"] = email }, null, cancellationToken);

    public Task<SignedIn> SignInAsync(string username, string password, CancellationToken cancellationToken = default) =>
        PostAsync("sign-in", new() { ["username"] = username, ["password"] = password }, null, cancellationToken);

    /// <param name="key">The key from last time, or null for a new guest.</param>
    public Task<SignedIn> GuestAsync(string name, string? key = null, CancellationToken cancellationToken = default) =>
        PostAsync("guests", new() { ["name"] = name, ["guest_key"] = key }, null, cancellationToken);

    /// <summary>Makes the guest a member who keeps everything: id, conversations, messages.</summary>
    public Task<SignedIn> UpgradeAsync(string accessToken, string username, string password, string? email = null, CancellationToken cancellationToken = default) =>
        PostAsync("guests/upgrade", new() { ["username"] = username, ["password"] = password, ["email"] = email }, accessToken, cancellationToken);

    /// <summary>New tokens for a refresh token, which is spent by this.</summary>
    public Task<SignedIn> RefreshAsync(string refreshToken, CancellationToken cancellationToken = default) =>
        PostAsync("refresh", new() { ["refresh_token"] = refreshToken }, null, cancellationToken);

    /// <summary>Ends the session: its tokens and open connections.</summary>
    public async Task SignOutAsync(string accessToken, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync("sign-out", [], accessToken, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<SignedIn> PostAsync(string path, Dictionary<string, string?> body, string? accessToken, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(path, body, accessToken, cancellationToken);
        return await response.Content.ReadFromJsonAsync(ClientJson.Default.SignedIn, cancellationToken)
            ?? throw new JsonException($"The answer of `{path}` is empty.");
    }

    private async Task<HttpResponseMessage> SendAsync(string path, Dictionary<string, string?> body, string? accessToken, CancellationToken cancellationToken)
    {
        var given = body.Where(field => field.Value is not null).ToDictionary();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(given, ClientJson.Default.DictionaryStringString) };
        if (accessToken is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

        var response = await _http.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;

        using (response)
            throw await RefusedAsync(response, cancellationToken);
    }

    private static async Task<Exception> RefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync(ClientJson.Default.ErrorReply, cancellationToken);
            if (problem?.Code is { } code)
            {
                return new ParlanceException(code, problem.Message, problem.Remedy,
                    problem.RetryAfterMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null, problem.Field);
            }
        }
        catch (JsonException)
        {
            // A proxy's page rather than the server's answer.
        }

        return new HttpRequestException($"The server answered {(int)response.StatusCode}.", null, response.StatusCode);
    }
}
