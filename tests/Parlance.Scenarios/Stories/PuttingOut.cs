namespace Parlance.Scenarios.Stories;

/// <summary>What ends somebody's right to hear reaches their open connections at once.</summary>
public class PuttingOut(ChatServers servers) : IClassFixture<ChatServers>
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    [Theory, EveryEngine]
    public async Task Who_is_removed_hears_it_and_nothing_more(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        await ana.Client.RemoveMemberAsync(ana.Room, ben.Id);
        await ben.Hears<MemberChanged>(e => e.Member.User == ben.Id && e.Member.State == MemberState.Removed, AtOnce);
        await ana.Says("among ourselves");

        await ben.SeesNothingMore();
        (await Should.ThrowAsync<ParlanceException>(ben.Says("still here?"))).Code.ShouldBeOneOf("not_found", "forbidden");
        (await ben.Client.JoinAsync(ben.Room)).Self!.State.ShouldBe(MemberState.Joined);
    }

    [Theory, EveryEngine]
    public async Task Who_is_banned_cannot_come_back(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");

        await ana.Client.RemoveMemberAsync(ana.Room, ben.Id, ban: true);
        await ben.Hears<MemberChanged>(e => e.Member.User == ben.Id && e.Member.State == MemberState.Banned, AtOnce);

        (await Should.ThrowAsync<ParlanceException>(ben.Client.JoinAsync(ben.Room))).Code.ShouldBeOneOf("banned", "forbidden");
    }

    [Theory, EveryEngine]
    public async Task Signing_out_closes_the_connections_of_that_session_and_no_other(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var second = await chat.Accounts.SignInAsync(chat.Own("ben"), Chat.Password);
        await using var phone = await ParlanceClient.ConnectAsync(
            Chat.Options(chat.Server.Address, second.ToCredentials()), TestContext.Current.CancellationToken);

        await chat.Accounts.SignOutAsync(ben.Credentials.AccessToken!);

        await ben.Hears<Ended>(e => e.Code == "session_ended", AtOnce);
        await phone.PingAsync();
        (await phone.SendAsync(ben.Room, "from my phone")).Seq.ShouldBe(1);
        await ana.Sees("from my phone");
    }
}
