using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets;
using Parlance.Sockets.Frames;
using Parlance.Tests.Sockets;

namespace Parlance.Tests.Server;

/// <summary>WebSocket paths over a real port, both ways in: most handshakes go straight to the loops, large ones and those in pieces through the HTTP server.</summary>
public class HandshakeTests
{
    private const string Page = "https://app.example.com";

    private static readonly Dictionary<string, string> Production = new()
    {
        ["ENVIRONMENT"] = "production", ["SECRET_KEY"] = new string('k', 32), ["CORS_ORIGINS"] = $"[ {Page}/ , https://*.preview.example ]",
    };

    public static TheoryData<bool> BothWays => [false, true];

    [Theory, MemberData(nameof(BothWays))]
    public async Task The_session_hears_where_the_handshake_went_and_came_from(bool viaHttp)
    {
        await using var server = await Start();
        var cookie = new string('c', 24);

        var answer = await Shake(server, "/ws/lounge/u1?username=Ana%20B&token=x", viaHttp, "X-Forwarded-For: 203.0.113.7", $"Cookie: a=b; {BrowserCookie.Name}={cookie}");

        answer.Status.ShouldBe(101);
        answer.Head.ShouldContain("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        answer.Body.ShouldContain($"[lounge|u1] username=Ana%20B&token=x 203.0.113.7 {cookie} 203.0.113.7;");
    }

    [Theory]
    [InlineData("/ws/lounge/u1", "[lounge|u1]")]
    [InlineData("/ws/lounge/u1/", "[lounge|u1]")]
    [InlineData("/ws/lounge/u1/?x=1", "[lounge|u1]")]
    [InlineData("/ws/dm/u1", "dm [u1]")]
    [InlineData("/ws/exact", "exact []")]
    [InlineData("/ws/exact/", "exact []")]
    [InlineData("/ws/a%20b/%C3%BC%F0%9F%91%8D", "[a b|ü👍]")]
    [InlineData("/ws/l%6Funge/u1", "[lounge|u1]")]
    [InlineData("/ws/a%2Fb/c", "[a%2Fb|c]")]
    [InlineData("/ws/a%5Cb/c", "[a\\b|c]")]
    [InlineData("/ws/x%25y/c", "[x%y|c]")]
    [InlineData("/ws/..x/u1", "[..x|u1]")]
    [InlineData("/ws/x/../lounge/u1", "[lounge|u1]")] // dot segments are taken out, as every HTTP server does
    [InlineData("/ws/%2e%2e/ws/lounge/u1", "[lounge|u1]")]
    [InlineData("/ws/%FF/u1", "[%FF|u1]")] // what is no UTF-8 stays as it was written
    [InlineData("/ws/%C0%AF/u1", "[%C0%AF|u1]")]
    [InlineData("/ws/%ED%A0%80/u1", "[%ED%A0%80|u1]")]
    [InlineData("/ws/a%0Ab/u1", "[a\nb|u1]")]
    [InlineData("/ws/\u0001/u1", "[\u0001|u1]")]
    [InlineData("/ws/%E2%80%AE/%7F", "[\u202e|\u007f]")]
    public async Task A_path_is_read_the_same_both_ways(string target, string said)
    {
        await using var server = await Start();
        foreach (var viaHttp in new[] { false, true })
        {
            var answer = await Shake(server, target, viaHttp);
            answer.Status.ShouldBe(101, answer.Head);
            answer.Body.ShouldContain(said);
        }
    }

    [Theory]
    [InlineData("/ws/chat/u1", 404)]
    [InlineData("/ws/chat/u1/", 404)]
    [InlineData("/ws/ch%61t/u1", 404)]
    [InlineData("/ws/lounge", 404)]
    [InlineData("/ws/lounge//", 404)]
    [InlineData("/ws//u1", 404)]
    [InlineData("//ws/lounge/u1", 404)]
    [InlineData("/ws/lounge/u1//", 404)]
    [InlineData("/ws/lounge/u1/more", 404)]
    [InlineData("/ws/%2e%2e/%2e%2e", 404)]
    [InlineData("/ws/../../etc/passwd", 404)]
    [InlineData("/ws/%00/u1", 400)]
    [InlineData("/ws/lounge/u1%00", 400)]
    [InlineData("/ws/lo unge/u1", 400)]
    [InlineData("/ws/\u00ff/u1", 400)]
    public async Task What_is_no_path_of_a_socket_is_refused_both_ways(string target, int status)
    {
        await using var server = await Start();
        foreach (var viaHttp in new[] { false, true })
        {
            var answer = await Shake(server, target, viaHttp, "Connection: close, Upgrade");
            answer.Status.ShouldBe(status, answer.Head);
            if (status == 404)
                answer.Body.ShouldContain("\"code\":\"unknown_command\"");
        }
    }

    [Fact]
    public async Task A_path_of_eight_thousand_characters_is_answered()
    {
        await using var server = await Start();
        (await Shake(server, "/ws/" + new string('x', 7_000) + "/u1", viaHttp: false)).Status.ShouldBe(101);
        (await Shake(server, "/ws/" + new string('x', 20_000) + "/u1", viaHttp: false)).Status.ShouldBe(414);
    }

    [Fact]
    public async Task A_socket_path_without_an_upgrade_says_what_it_speaks_and_takes_nothing_but_get()
    {
        await using var server = await Start();

        var plain = await RawHttp.Get(server.Port, "/ws/lounge/u1");
        plain.Status.ShouldBe(400);
        plain.Body.ShouldContain("This path speaks WebSocket only.");
        (await RawHttp.Get(server.Port, "/ws/chat/u1")).Status.ShouldBe(404);

        using var posted = await server.Http.PostAsync("/ws/lounge/u1", null, TestContext.Current.CancellationToken);
        ((int)posted.StatusCode).ShouldBe(405);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Page, true)]
    [InlineData("https://APP.example.com", true)]
    [InlineData("https://x-17.preview.example", true)]
    [InlineData("http://chat.example.com", true)] // the host the request was sent to
    [InlineData("https://chat.example.com", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("http://app.example.com", false)]
    [InlineData("https://app.example.com:8443", false)]
    [InlineData("https://app.example.com.evil.example", false)]
    [InlineData("https://a.b.preview.example", false)]
    [InlineData("https://preview.example", false)]
    [InlineData("http://localhost:3000", false)]
    [InlineData("null", false)]
    [InlineData("*", false)]
    public async Task Origins_are_judged_alike_on_every_socket_path_both_ways(string? origin, bool allowed)
    {
        var logger = new CapturingLogger<RefusalLog>();
        await using var server = await Start(Production, logger);
        string[] headers = origin is null ? [] : [$"Origin: {origin}"];
        var paths = new[] { "/ws/lounge/u1", "/ws/dm/u1/", "/ws/exact", "/ws/v1" };

        foreach (var path in paths)
        {
            foreach (var viaHttp in new[] { false, true })
            {
                var answer = await Shake(server, path, viaHttp, headers);
                answer.Status.ShouldBe(allowed ? 101 : 403, path);
                if (!allowed)
                    answer.Body.ShouldContain("CORS_ORIGINS");
            }
        }

        var records = server.App.Services.GetRequiredService<RefusalLog>().Recent();
        if (allowed)
        {
            records.ShouldBeEmpty();
            return;
        }

        records.Count.ShouldBe(2 * paths.Length);
        records.ShouldAllBe(record => record.Surface == "handshake" && record.Code == "origin_refused" && record.Origin == origin);
        records.Select(record => $"{record.Dialect} {record.Where}").Distinct().ShouldBe(["shapes /ws/{room}/{user}", "shapes /ws/dm/{user}", "shapes /ws/exact", "native /ws/v1"]);
        logger.Entries.Where(entry => entry.Level == LogLevel.Warning).ShouldHaveSingleItem().Text.ShouldContain("CORS_ORIGINS");
    }

    [Theory, MemberData(nameof(BothWays))]
    public async Task Outside_production_any_loopback_page_may_connect(bool viaHttp)
    {
        await using var server = await Start();
        foreach (var origin in new[] { "http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]:5173", "https://app.localhost" })
            (await Shake(server, "/ws/lounge/u1", viaHttp, $"Origin: {origin}")).Status.ShouldBe(101, origin);
    }

    [Theory, MemberData(nameof(BothWays))]
    public async Task Behind_a_proxy_the_forwarded_host_is_ones_own(bool viaHttp)
    {
        await using var server = await Start(Production);
        (await Shake(server, "/ws/lounge/u1", viaHttp, "Host: 10.0.0.5:8000", "X-Forwarded-Host: chat.example.org", "Origin: https://chat.example.org")).Status.ShouldBe(101);
        (await Shake(server, "/ws/lounge/u1", viaHttp, "Host: 10.0.0.5:8000", "Origin: https://chat.example.org")).Status.ShouldBe(403);
    }

    [Theory, MemberData(nameof(BothWays))]
    public async Task A_foreign_host_is_refused(bool viaHttp)
    {
        await using var server = await Start(new() { ["ALLOWED_HOSTS"] = "[.example.com]" });
        (await Shake(server, "/ws/lounge/u1", viaHttp)).Status.ShouldBe(101);
        (await Shake(server, "/ws/lounge/u1", viaHttp, "Host: evil.example")).Status.ShouldBe(400);
    }

    private static Task<RawHttp> Shake(TestServer server, string target, bool viaHttp, params string[] headers)
    {
        // What is refused ends with its JSON, what is accepted with the first frame; the native socket says nothing until it is spoken to.
        var until = target == "/ws/v1" ? "\r\n\r\n" : ";";
        return RawHttp.Handshake(server.Port, target, viaHttp, until, headers);
    }

    // No other family: a server of its own has these paths for its own dialect.
    private static Task<TestServer> Start(Dictionary<string, string>? environment = null, ILogger<RefusalLog>? logger = null) => TestServer.Start(new(environment ?? []) { ["FAMILIES"] = "blink" }, replace: services =>
    {
        services.AddSingleton<IDialect>(new Shapes());
        if (logger is not null)
            services.AddSingleton(logger);
    });

    /// <summary>Says to each connection what its handshake was, and nothing more.</summary>
    private sealed class Shapes : IDialect
    {
        public string Name => "shapes";

        public IReadOnlyList<SocketRoute> Sockets { get; } =
        [
            new("/ws/{room}/{user}", EventCodec.Shared, (connection, arrival) => new Telling(connection, arrival, "")) { Reserved = new HashSet<string> { "chat" } },
            new("/ws/dm/{user}", EventCodec.Shared, (connection, arrival) => new Telling(connection, arrival, "dm ")),
            new("/ws/exact", EventCodec.Shared, (connection, arrival) => new Telling(connection, arrival, "exact ")),
        ];

        public void Map(IEndpointRouteBuilder endpoints)
        {
        }
    }

    private sealed class Telling(Connection connection, SocketArrival arrival, string which) : EchoSession(connection)
    {
        private readonly Connection _connection = connection;

        public override void OnOpened() => _connection.Send(Frame.Text(Encoding.UTF8.GetBytes(
            $"{which}[{string.Join('|', arrival.Segments)}] {arrival.Query} {arrival.Client.Address} {arrival.Client.Browser} {_connection.RemoteAddress};")));
    }
}
