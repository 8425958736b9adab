using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Parlance.Tests.Server.Moderation;

/// <summary>The operator's own address is told of reports.</summary>
public sealed class WebhookTests : ModerationTest
{
    private const string Secret = "hook secret";

    private readonly HttpListener _listener = new();
    private string _address = "";

    protected override Dictionary<string, string> Settings =>
        new(base.Settings) { ["Parlance__Moderation__ReportWebhook"] = _address, ["Parlance__Moderation__ReportWebhookSecret"] = Secret };

    public override async ValueTask InitializeAsync()
    {
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/hook/";
        }

        _listener.Prefixes.Add(_address);
        _listener.Start();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _listener.Close();
    }

    [Fact]
    public async Task A_report_is_told_signed_and_told_again_when_it_was_not_taken()
    {
        var (ana, ben) = (await Person("ana"), await Person("ben"));

        var (status, report) = await Ask("POST", "/api/v1/reports", $$"""{"user":{{ben.Id}},"reason":"spam","description":"private words"}""", ana);

        status.ShouldBe(HttpStatusCode.Created); // nobody has answered the hook yet
        await Take(HttpStatusCode.InternalServerError);
        var (body, signature) = await Take(HttpStatusCode.NoContent);
        var told = JsonDocument.Parse(body).RootElement;
        (told.GetProperty("report").GetInt64(), told.GetProperty("reporter").GetInt64(), told.GetProperty("subject").GetInt64(), told.GetProperty("reason").GetString())
            .ShouldBe((report.GetProperty("report").GetInt64(), ana.Id, ben.Id, "spam"));
        body.ShouldNotContain("private words");
        var (time, hash) = (signature.Split(',')[0]["t=".Length..], signature.Split(',')[1]["v1=".Length..]);
        hash.ShouldBe(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{time}.{body}"))));
    }

    private async Task<(string Body, string Signature)> Take(HttpStatusCode answer)
    {
        var context = await _listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync(Cancel);
        context.Response.StatusCode = (int)answer;
        context.Response.Close();
        return (body, context.Request.Headers["Parlance-Signature"] ?? "");
    }
}
