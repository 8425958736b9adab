using System.Net.Http.Headers;
using System.Text;

namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>A browser tab's way to the REST side: from an address of its own, with what it was given to keep.</summary>
public sealed class RoomsHttp : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="address">Where the caller is, as the proxy in front would tell.</param>
    public RoomsHttp(Uri server, string address)
    {
        Address = address;
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server };
    }

    public string Address { get; set; }

    /// <summary>Sent as bearer with every call when set.</summary>
    public string? Token { get; set; }

    /// <summary>Whether this browser takes cookies of a site it is not on; by default it does not.</summary>
    public bool KeepsCookies { get; set; }

    /// <summary>As a Cookie header has it; null until the server set one and it was kept.</summary>
    public string? Cookie { get; set; }

    public Task<RoomsAnswer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<RoomsAnswer> Post(string path, string? json = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, Content(json), headers);

    public Task<RoomsAnswer> Put(string path, string json) => Send(HttpMethod.Put, path, Content(json));

    /// <summary>DELETE with a body, as that front end sends it.</summary>
    public Task<RoomsAnswer> Delete(string path, string? json = null) => Send(HttpMethod.Delete, path, Content(json));

    /// <summary>Multipart files, named after their fields.</summary>
    public Task<RoomsAnswer> Upload(HttpMethod method, string path, params (string Field, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, bytes) in files)
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(file, field, $"{field}.jpg");
        }

        return Send(method, path, form);
    }

    public async Task<RoomsAnswer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("X-Forwarded-For", Address);
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var all = answer.Headers.Concat(answer.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        if (KeepsCookies && all.TryGetValue("Set-Cookie", out var cookie))
            Cookie = cookie.Split(';')[0];
        return new RoomsAnswer($"{method} {path}", (int)answer.StatusCode, text, all);
    }

    /// <summary>A file behind an absolute URL.</summary>
    public async Task<(int Status, byte[] Bytes, string? Type)> Fetch(string url)
    {
        using var answer = await _http.GetAsync(new Uri(url, UriKind.Absolute));
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentType?.MediaType);
    }

    public void Dispose() => _http.Dispose();

    private static StringContent? Content(string? json) => json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
}
