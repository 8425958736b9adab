using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Parlance.Scenarios.Stories;

/// <summary>Who gets in, and until when.</summary>
public class Tokens(ChatServers servers) : IClassFixture<ChatServers>
{
    [Fact]
    public async Task Without_hello_or_with_a_bad_one_nobody_gets_in()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var account = (await chat.Accounts.RegisterAsync(chat.Own("ana"), Chat.Password, "ana")).ToCredentials();
        var good = account.AccessToken!;

        await Refused(chat, """{"id":1,"type":"ping"}""", "unauthenticated", 4001);
        await Refused(chat, """{"id":1,"type":"hello"}""", "unauthenticated", 4001);
        await Refused(chat, Hello("eyJhbGciOiJub25lIn0.e30."), "token_invalid", 4001);
        await Refused(chat, Hello("nonsense"), "token_invalid", 4001);
        await Refused(chat, Hello(good[..^2] + (good.EndsWith('A') ? "BA" : "AA")), "token_invalid", 4001);
        await Refused(chat, Hello(Signed(good, DateTimeOffset.UtcNow.AddHours(1), "somebody-else's-secret-of-enough-length")), "token_invalid", 4001);
        await Refused(chat, Hello(account.RefreshToken!), "token_invalid", 4001);
        await Refused(chat, Hello(Signed(good, DateTimeOffset.UtcNow.AddMinutes(-5))), "token_expired", 4002);
    }

    [Fact]
    public async Task A_connection_lives_as_long_as_its_token()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        var good = (await chat.Accounts.RegisterAsync(chat.Own("ana"), Chat.Password, "ana")).ToCredentials().AccessToken!;
        await using var renewing = await WireSocket.ConnectAsync(chat.Server.Port);
        await using var letting = await WireSocket.ConnectAsync(chat.Server.Port);
        var soon = Signed(good, DateTimeOffset.UtcNow.AddSeconds(3));

        foreach (var wire in (WireSocket[])[renewing, letting])
        {
            (await wire.AskAsync($$"""{"type":"hello","token":"{{soon}}"}""")).TryGetProperty("ok", out _).ShouldBeTrue();
            (await wire.ReadFrameAsync())!.Words.ShouldStartWith("""{"type":"token_expiring",""");
        }

        (await renewing.AskAsync($$"""{"type":"refresh","token":"{{good}}"}""")).TryGetProperty("ok", out _).ShouldBeTrue();

        var (code, reason) = await letting.ReadCloseAsync();
        code.ShouldBe(4002);
        reason.ShouldStartWith("token_expired");
        (await renewing.AskAsync("""{"type":"ping"}""")).TryGetProperty("ok", out _).ShouldBeTrue();
    }

    private static string Hello(string token) => $$"""{"id":1,"type":"hello","token":"{{token}}"}""";

    private static async Task Refused(Chat chat, string hello, string error, int close)
    {
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.SendTextAsync(hello);
        (await wire.ReadErrorAsync()).GetProperty("code").GetString().ShouldBe(error, hello);
        (await wire.ReadCloseAsync()).Code.ShouldBe(close, hello);
    }

    /// <summary>The same claims with another end, signed anew.</summary>
    private static string Signed(string token, DateTimeOffset expires, string secret = ServerSettings.Secret)
    {
        var parts = token.Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        claims["exp"] = expires.ToUnixTimeSeconds();
        var body = $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(body)))}";
    }
}
