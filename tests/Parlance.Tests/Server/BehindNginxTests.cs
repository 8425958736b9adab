using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Parlance.Tests.Server;

/// <summary>The configuration of docs/operations.md does what the page says. Skipped where there is no nginx.</summary>
public sealed class BehindNginxTests : IAsyncLifetime
{
    private TestServer? _server;
    private Nginx? _nginx;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Port => _nginx!.Port;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Nginx.Missing is not null, Nginx.Missing ?? "");
        _server = await TestServer.Start(
            new() { ["ENVIRONMENT"] = "production", ["SECRET_KEY"] = new string('k', 32), ["CORS_ORIGINS"] = "https://app.example.com", ["ALLOWED_HOSTS"] = "chat.example.com" },
            app => app.MapGet("/whoami", context => context.Response.WriteAsync($"{context.Connection.RemoteIpAddress} {context.Request.Host}")));
        _nginx = await Nginx.Start(_server.Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null)
            await _nginx.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_socket_speaks_through_it()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", "chat.example.com");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Port}/ws/v1"), Token);

        await socket.SendAsync("""{"id":1,"type":"hello","guest":{"name":"ana"}}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Token);

        var buffer = new byte[16 * 1024];
        var answer = await socket.ReceiveAsync(buffer.AsMemory(), Token);
        Encoding.UTF8.GetString(buffer, 0, answer.Count).ShouldStartWith("""{"id":1,"ok":""");
    }

    [Fact]
    public async Task The_address_it_forwards_is_believed_and_the_host_kept()
    {
        var answer = await RawHttp.Get(Port, "/whoami", "X-Forwarded-For: 203.0.113.9");
        answer.Body.ShouldContain("203.0.113.9 chat.example.com"); // itself on loopback, it is passed over
    }

    [Theory]
    [InlineData("https://app.example.com", 101)]
    [InlineData("https://chat.example.com", 101)] // the name people reach it by
    [InlineData("https://evil.example", 403)]
    public async Task Origins_are_judged_by_the_name_it_was_reached_by(string origin, int status) =>
        (await RawHttp.Handshake(Port, "/ws/v1", viaHttp: false, "\r\n\r\n", $"Origin: {origin}")).Status.ShouldBe(status);

    [Fact]
    public async Task A_large_body_is_refused_in_words_a_page_can_read()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/register") { Content = new StringContent(new string(' ', 2_000_000), Encoding.UTF8, "application/json") };
        request.Headers.Host = "chat.example.com";
        request.Headers.Add("Origin", "https://app.example.com");

        using var answer = await http.SendAsync(request, Token);

        ((int)answer.StatusCode).ShouldBe(413);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://app.example.com"]);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("\"too_large\"");
    }

    [Fact]
    public async Task Metrics_stay_inside() => (await RawHttp.Get(Port, "/metrics")).Status.ShouldBe(403);
}
