using System.Net;
using System.Net.WebSockets;

namespace Parlance.Tests.Server.Moderation;

/// <summary>Addresses and devices that may not come in.</summary>
public sealed class AddressBanTests : ModerationTest
{
    private const string Bad = "203.0.113.66";

    [Fact]
    public async Task A_banned_network_is_refused_on_every_wire_and_its_open_sockets_close()
    {
        var (ana, ben) = (await Person("ana"), await Person("ben"));
        (string Path, int Code)[] paths = [("/ws/v1", 4003), ($"/ws/chat/?token={ana.Token}", 4001), ("/ws/lounge/somebody", 4003)];
        var open = await Hello(ana, from: Bad);
        var besage = await Open($"/ws/user/?token={ana.Token}", Bad);
        var other = await Hello(ben, from: "203.0.114.1");

        var (status, ban) = await Moderate("POST", "/bans", """{"address":"203.0.113.0/24","reason":"a bot farm","duration_s":600}""");

        (status, ban.GetProperty("ban").GetProperty("target").GetString()).ShouldBe((HttpStatusCode.Created, "203.0.113.0/24"));
        (await CodeOfClose(open)).ShouldBe(4003);
        (await CodeOfClose(besage)).ShouldBe(4003);
        foreach (var (path, code) in paths)
            (await CodeOfClose(await Open(path, Bad))).ShouldBe(code, path.Split('?')[0]);
        (await Should.ThrowAsync<WebSocketException>(() => Open($"/ws/user/?token={ana.Token}", Bad))).Message.ShouldContain("403");
        foreach (var path in new[] { "/api/v1/me", "/api/auth/me/", "/rooms", "/auth/me", "/api/v1/accounts/users/me/", "/media/x.png", "/nowhere" })
        {
            var (answered, body) = await Ask("GET", path, by: ana, from: Bad);
            (answered, body.GetProperty("code").GetString()).ShouldBe((HttpStatusCode.Forbidden, "banned"), path);
        }

        (await Ask("GET", "/health", from: Bad)).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask("GET", "/health/ready", from: Bad)).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask("GET", "/metrics", from: Bad)).Status.ShouldBe(HttpStatusCode.OK);
        (await Command(other, """{"type":"ping"}""")).TryGetProperty("ok", out _).ShouldBeTrue();

        (await Moderate("DELETE", $"/bans/{ban.GetProperty("ban").GetProperty("id").GetInt64()}")).Status.ShouldBe(HttpStatusCode.OK);
        (await Ask("GET", "/api/v1/me", by: ana, from: Bad)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Moderators_do_not_lock_themselves_out_unless_they_insist()
    {
        (await Moderate("POST", "/bans", """{"address":"127.0.0.0/8","reason":"oops"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Moderate("POST", "/bans", """{"address":"127.0.0.0/8","reason":"a test","force":true}""")).Status.ShouldBe(HttpStatusCode.Created);
        (await Moderate("GET", "/bans")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Ask("GET", "/health")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_banned_device_is_closed_and_cannot_say_hello()
    {
        var (ana, ben) = (await Person("ana"), await Person("ben"));
        var (hers, his) = (await Hello(ana, "phone-1"), await Hello(ben, "phone-2"));

        (await Moderate("POST", "/bans", """{"device":"phone-1","reason":"spam"}""")).Status.ShouldBe(HttpStatusCode.Created);

        (await CodeOfClose(hers)).ShouldBe(4003);
        var again = await Open("/ws/v1");
        await Say(again, $$"""{"id":1,"type":"hello","token":"{{ben.Token}}","device":"phone-1"}""");
        (await Until(again, "\"id\":1")).ShouldContain("\"banned\"");
        (await CodeOfClose(again)).ShouldBe(4003);
        (await Command(his, """{"type":"ping"}""")).TryGetProperty("ok", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_device_that_cannot_be_one_is_refused_by_name_and_hello_may_be_said_again()
    {
        var ana = await Person("ana");
        var socket = await Open("/ws/v1");
        await Say(socket, $$"""{"id":1,"type":"hello","token":"{{ana.Token}}","device":"{{new string('x', 129)}}"}""");
        (await Until(socket, "\"id\":1")).ShouldContain("\"field\":\"device\"");
        await Say(socket, $$"""{"id":2,"type":"hello","token":"{{ana.Token}}"}""");
        (await Until(socket, "\"id\":2")).ShouldContain("\"ok\"");
    }
}
