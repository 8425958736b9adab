using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Parlance.Tests.Dialects.Native;

/// <summary>People by their ids, as the command `users` and as GET /users?ids=: both answer the same.</summary>
public class UsersByIdTests : NativeApiTests
{
    [Fact]
    public async Task Everybody_who_is_somebody_is_answered_once_and_the_rest_left_out()
    {
        var (ana, ben) = (await Register("ana"), await Register("ben"));
        var guest = await Api.Post("/guests", """{"name":"cid"}""");
        long[] some = [Id(ana), Id(ben), Id(guest)];

        (await Both(ana, [.. some, Id(ben), Id(ana), 999_999, 0, -7, long.MaxValue, long.MinValue])).ShouldBe(some, ignoreOrder: true);
    }

    [Fact]
    public async Task Each_is_shown_as_to_everybody()
    {
        var (ana, ben) = (await Register("ana"), await Register("ben"));
        var alone = await Api.Get($"/users/{Id(ben)}", ana["access_token"]);

        foreach (var body in new[] { (await Api.Get($"/users?ids={Id(ben)},{Id(ana)}", ana["access_token"])).Body, (await Command(ana, $"[{Id(ben)},{Id(ana)}]")).GetProperty("ok") })
        {
            body.GetProperty("users").EnumerateArray().ShouldContain(user => user.ToString() == alone.Body.ToString());
            body.ToString().ShouldNotContain("@example.com"); // not even one's own
        }
    }

    [Fact]
    public async Task Nobody_is_asked_for_and_nobody_answered()
    {
        var ana = await Register("ana");
        (await Both(ana, [])).ShouldBeEmpty();
        (await Both(ana, [999_999])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999999")]
    [InlineData(",,")]
    [InlineData("%00")]
    [InlineData("%F0%9F%91%8D")]
    public async Task What_is_no_number_is_nobodys_id(string rubbish)
    {
        var ana = await Register("ana");
        Ids((await Api.Get($"/users?ids={rubbish}", ana["access_token"])).Body).ShouldBeEmpty();
        Ids((await Api.Get($"/users?ids={rubbish},%20{Id(ana)},&q=nobody", ana["access_token"])).Body).ShouldBe([Id(ana)]);
    }

    [Theory]
    [InlineData("""["13"]""", "users[0]")]
    [InlineData("[1.5]", "users[0]")]
    [InlineData("[99999999999999999999999]", "users[0]")]
    [InlineData("[1,null]", "users[1]")]
    [InlineData("13", "users")]
    [InlineData("null", "users")]
    [InlineData("{}", "users")]
    public async Task A_command_without_a_list_of_numbers_is_told_where(string users, string field)
    {
        var error = (await Command(await Register("ana"), users)).GetProperty("error");
        (error.GetProperty("code").GetString(), error.GetProperty("field").GetString()).ShouldBe(("invalid", field));
    }

    [Fact]
    public async Task At_most_two_hundred_ids_are_taken()
    {
        var ana = await Register("ana");
        (await Both(ana, [.. Enumerable.Repeat(Id(ana), 200)])).ShouldBe([Id(ana)]);

        var tooMany = string.Join(',', Enumerable.Range(1, 201));
        (await Api.Get($"/users?ids={tooMany}", ana["access_token"])).ShouldRefuse(400, "invalid", "ids");
        var error = (await Command(ana, $"[{tooMany}]")).GetProperty("error");
        (error.GetProperty("code").GetString(), error.GetProperty("field").GetString()).ShouldBe(("invalid", "users"));
    }

    [Fact]
    public async Task Whoever_is_gone_is_left_out_and_a_block_hides_nobody()
    {
        var (ana, ben) = (await Register("ana"), await Register("ben"));
        var guest = await Api.Post("/guests", """{"name":"cid"}""");
        (await Api.Send(HttpMethod.Delete, "/me", guest["access_token"], null)).Status.ShouldBe(204);
        (await Api.Post("/blocks", $$"""{"user":{{Id(ana)}}}""", ben["access_token"])).Status.ShouldBe(200);

        long[] asked = [Id(ana), Id(ben), Id(guest)];
        (await Both(ana, asked)).ShouldBe([Id(ana), Id(ben)], ignoreOrder: true);
        (await Both(ben, asked)).ShouldBe([Id(ana), Id(ben)], ignoreOrder: true);
    }

    [Fact]
    public async Task Strangers_see_nobody() => (await Api.Get("/users?ids=1")).ShouldRefuse(401, "unauthenticated");

    private static long Id(Answer signedIn) => signedIn.Body.GetProperty("user").GetProperty("id").GetInt64();

    private static long[] Ids(JsonElement answer) => [.. answer.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("id").GetInt64())];

    /// <summary>The ids of those who are answered, which must be the same both ways.</summary>
    private async Task<long[]> Both(Answer who, long[] ids)
    {
        var list = string.Join(',', ids);
        var rest = Ids((await Api.Get($"/users?ids={list}", who["access_token"])).Body);
        Ids((await Command(who, $"[{list}]")).GetProperty("ok")).ShouldBe(rest, ignoreOrder: true);
        return rest;
    }

    /// <summary>The answer to `users` on a connection of its own.</summary>
    private async Task<JsonElement> Command(Answer who, string users)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Api.Client.BaseAddress!.Port}/ws/v1"), cancel);
        await Say($$"""{"id":1,"type":"hello","token":"{{who["access_token"]}}"}""");
        await Say($$"""{"id":2,"type":"users","users":{{users}}}""");
        var buffer = new byte[256 * 1024];
        while (true)
        {
            var read = 0;
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(buffer.AsMemory(read), cancel);
                read += result.Count;
            }
            while (!result.EndOfMessage);
            var frame = JsonDocument.Parse(buffer.AsMemory(0, read)).RootElement.Clone();
            if (frame.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.GetInt64() == 2)
                return frame;
        }

        Task Say(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancel);
    }
}
