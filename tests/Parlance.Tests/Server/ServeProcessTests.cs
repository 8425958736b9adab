using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Parlance.Tests.Server;

public class ServeProcessTests
{
    private static readonly Dictionary<string, string> Production = new() { ["ENVIRONMENT"] = "production", ["SECRET_KEY"] = new string('k', 40), ["CORS_ORIGINS"] = "https://chat.example.com" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_without_any_setting_says_what_it_does_and_ends_on_SIGTERM_with_0()
    {
        await using var server = new ServeProcess([]);
        using var http = new HttpClient { BaseAddress = await server.Address() };
        (await http.GetStringAsync("/health", Token)).ShouldContain("healthy");

        await Eventually.Holds(() => server.Output.Contains("Pages may connect from", StringComparison.Ordinal) ? null : server.Output);
        server.Output.ShouldContain("any port of localhost");
        server.Output.ShouldContain(Path.Combine(server.Folder, "data", "parlance.db"));

        server.Terminate();
        (await server.Exit()).ShouldBe(0);
        server.Output.ShouldContain("Stopped.");
    }

    [Fact]
    public async Task All_wrong_settings_are_told_at_once_and_secrets_are_not()
    {
        await using var server = new ServeProcess(new()
        {
            ["DEBUG"] = "False", ["SECRET_KEY"] = "too-short-secret", ["REDIS_URL"] = "redis://user:pass@host", ["RATE_LIMIT_SCALE"] = "0", ["Parlance__Http__Prot"] = "1",
        });
        (await server.Exit()).ShouldBe(1);
        foreach (var name in new[] { "SECRET_KEY", "REDIS_URL", "RATE_LIMIT_SCALE", "Parlance:Http:Prot" })
            server.Output.ShouldContain(name);
        server.Output.ShouldContain("4 settings need attention");
        server.Output.ShouldNotContain("too-short-secret");
        server.Output.ShouldNotContain("pass@host");
    }

    [Fact]
    public async Task A_taken_port_is_explained()
    {
        using var taken = new TcpListener(System.Net.IPAddress.IPv6Any, 0);
        taken.Server.DualMode = true;
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        await using var server = new ServeProcess(new() { ["PORT"] = $"{port}" });
        (await server.Exit()).ShouldBe(1);
        server.Output.ShouldContain($"Port {port} is taken");
    }

    [Fact]
    public async Task An_unknown_command_fails()
    {
        await using var server = new ServeProcess([], "dance");
        (await server.Exit()).ShouldNotBe(0);
    }

    [Theory]
    [InlineData("/health?token=sesame-open&access=sesame-open")]
    [InlineData("/nowhere?token=sesame-open")]
    [InlineData("/ws/v1?token=sesame-open")]
    public async Task A_token_in_a_query_is_in_no_log_at_any_level(string target)
    {
        await using var server = new ServeProcess(new(Production) { ["Parlance__Log__Level"] = "Trace", ["Logging__LogLevel__Default"] = "Trace", ["Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace" });
        var address = await server.Address();
        using (var http = new HttpClient { BaseAddress = address })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            request.Headers.Add("Origin", "https://evil.example");
            request.Headers.Add("Authorization", "Bearer sesame-open");
            using var answer = await http.SendAsync(request, Token);
        }

        // A request line that the web server itself rejects, which it would quote in its debug log.
        using (var raw = new TcpClient())
        {
            await raw.ConnectAsync(address.Host, address.Port, Token);
            await raw.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/9.9\r\nHost: x\r\n\r\n"), Token);
            await new StreamReader(raw.GetStream()).ReadToEndAsync(Token);
        }

        server.Terminate();
        (await server.Exit()).ShouldBe(0);
        server.Output.ShouldContain("evil.example"); // the log was on
        server.Output.ShouldNotContain("sesame-open");
    }

    [Fact]
    public async Task In_production_every_line_of_the_log_is_json()
    {
        await using var server = new ServeProcess(Production);
        await server.Address();
        server.Terminate();
        (await server.Exit()).ShouldBe(0);
        foreach (var line in server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_backup_is_made_while_the_server_runs_and_never_overwrites()
    {
        await using var server = new ServeProcess([]);
        await server.Address();
        var database = new Dictionary<string, string> { ["DATABASE_URL"] = $"sqlite:///{server.Folder}/data/parlance.db" };
        var target = Path.Combine(server.Folder, "copy.db");

        await using (var backup = new ServeProcess(database, "admin", "backup", target))
            (await backup.Exit()).ShouldBe(0, backup.Output);
        Encoding.ASCII.GetString(await File.ReadAllBytesAsync(target, Token), 0, 15).ShouldBe("SQLite format 3");

        await using var again = new ServeProcess(database, "admin", "backup", target);
        (await again.Exit()).ShouldBe(1);
        again.Output.ShouldContain("exists already");
    }

    [Fact]
    public async Task Without_a_database_there_is_no_backup()
    {
        await using var backup = new ServeProcess([], "admin", "backup", "copy.db");
        (await backup.Exit()).ShouldBe(1);
        backup.Output.ShouldContain("There is no database");
    }
}
