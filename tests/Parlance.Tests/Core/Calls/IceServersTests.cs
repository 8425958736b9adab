using Parlance.Core.Calls;

namespace Parlance.Tests.Core.Calls;

public class IceServersTests
{
    private const string Key = "0a4e1c1e-6f0c-4c55-9a55-0d4f3d1f6b55";

    private readonly TestClock _clock = new();

    [Fact]
    public void Turn_servers_come_with_credentials_as_coturn_works_them_out()
    {
        _clock.Advance(DateTimeOffset.FromUnixTimeSeconds(1763701200) - _clock.GetUtcNow() + TimeSpan.FromMilliseconds(999));
        var ice = new IceServers(new CallOptions { StunUrls = ["stun:s"], TurnUrls = ["turn:t", "turns:t"], TurnSecret = "north" }, _clock);

        var answer = ice.For(Key);

        answer.ExpiresAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1763704800));
        answer.Servers.Count.ShouldBe(2);
        (answer.Servers[0].Urls[0], answer.Servers[0].Username, answer.Servers[0].Credential).ShouldBe(("stun:s", null, null));
        answer.Servers[1].Urls.ShouldBe(["turn:t", "turns:t"]);
        answer.Servers[1].Username.ShouldBe($"1763704800:{Key}");
        // By another program: printf 1763704800:… | openssl dgst -sha1 -hmac north -binary | base64
        answer.Servers[1].Credential.ShouldBe("v2XwCnp4K7Dlliy7KkwtvJK7Oa4=");
    }

    [Fact]
    public void Another_time_another_person_and_another_secret_have_other_credentials()
    {
        var options = new CallOptions { TurnUrls = ["turn:t"], TurnSecret = "north", TurnLifetime = TimeSpan.FromMinutes(5) };
        var ice = new IceServers(options, _clock);
        var first = ice.For("a").Servers[0];

        ice.For("a").Servers[0].Credential.ShouldBe(first.Credential);
        ice.For("b").Servers[0].Credential.ShouldNotBe(first.Credential);
        new IceServers(new CallOptions { TurnUrls = ["turn:t"], TurnSecret = "south", TurnLifetime = TimeSpan.FromMinutes(5) }, _clock).For("a").Servers[0].Credential.ShouldNotBe(first.Credential);
        _clock.Advance(TimeSpan.FromSeconds(1));
        ice.For("a").Servers[0].Credential.ShouldNotBe(first.Credential);
    }

    [Fact]
    public void Without_settings_there_are_no_servers() => new IceServers(new CallOptions(), _clock).For("a").Servers.ShouldBeEmpty();
}
