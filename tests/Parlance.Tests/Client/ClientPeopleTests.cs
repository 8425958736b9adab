#pragma warning disable xUnit1051 // every wait of the client has a limit of its own, on the clock that the test moves
using Parlance.Client;

namespace Parlance.Tests.Client;

/// <summary>Who one is, and of whom one hears.</summary>
public class ClientPeopleTests : PlayedClientTest
{
    [Fact]
    public async Task A_token_about_to_end_is_renewed_on_the_connection()
    {
        var changed = new List<ParlanceCredentials>();
        await using var client = await Connect(o => o with { Credentials = ParlanceCredentials.Token("a1", "r1"), CredentialsChanged = changed.Add });
        var line = await First;

        line.Says("""{"type":"token_expiring","expires_at":0}""");
        var refresh = await line.Reads("refresh");
        refresh.GetProperty("refresh_token").GetString().ShouldBe("r1");
        line.Answers(refresh, """{"access_token":"a2","refresh_token":"r2","expires_in":3600,"expires_at":9999999999999}""");
        line.Breaks();

        // The answer was handled before the break: both came in order.
        (await Welcomed()).Greeting.GetProperty("token").GetString().ShouldBe("a2");
        changed.Single().RefreshToken.ShouldBe("r2");
    }

    [Fact]
    public async Task A_guest_whose_token_is_no_longer_taken_comes_back_with_the_key()
    {
        var hello = PlayedServer.Hello.Replace("\"position\"", "\"guest_key\":\"gk1\",\"access_token\":\"a1\",\"position\"");
        await using var client = await Connect(o => o with { Credentials = ParlanceCredentials.Guest("gus") }, hello);
        (await First).Closes(4002, "token_expired");

        var line = await Welcomed(hello);

        line.Greeting.GetProperty("guest").GetProperty("key").GetString().ShouldBe("gk1");
    }

    [Fact]
    public async Task People_watched_are_watched_again_after_a_break()
    {
        await using var client = await Connect();
        var line = await First;
        var watching = client.WatchAsync([13]);
        line.Answers(await line.Reads("watch"), """{"presence":[{"user":13,"online":false}]}""");
        (await watching).Single().Online.ShouldBeFalse();
        line.Breaks();

        line = await Welcomed();
        line.Answers(await line.Reads("watch"), """{"presence":[{"user":13,"online":true,"last_seen":5}]}""");

        (await Next<PresenceChanged>(client.Events().GetAsyncEnumerator())).Online.ShouldBeTrue();
    }

    [Fact]
    public async Task Somebody_watched_twice_is_watched_until_both_have_ended()
    {
        await using var client = await Connect();
        var line = await First;
        for (var i = 0; i < 2; i++)
        {
            var watching = client.WatchAsync([13]);
            line.Answers(await line.Reads("watch"), """{"presence":[{"user":13,"online":true}]}""");
            await watching;
        }

        await client.UnwatchAsync([13]);
        var ending = client.UnwatchAsync([13]);
        line.Answers(await line.Reads("unwatch"), "{}");
        await ending;
        line.Breaks();

        line = await Welcomed();
        var ping = client.PingAsync();
        line.Answers(await line.Reads("ping"), "{}");
        await ping;
    }

    [Fact]
    public async Task What_arrives_is_told_as_delivered_where_that_is_wanted()
    {
        await using var client = await Connect(o => o with { TellDelivered = true, PingAfter = TimeSpan.FromDays(1) });
        var line = await First;
        line.Says(MessageAt(101).Replace("\"sender\":12", "\"sender\":13"));
        line.Says(MessageAt(102).Replace("\"sender\":12", "\"sender\":13"));

        var told = line.Reads("receipt");
        await Time.PassUntil(() => told.IsCompleted, TimeSpan.FromMilliseconds(100));

        (await told).GetProperty("delivered").GetInt64().ShouldBe(2);
    }
}
