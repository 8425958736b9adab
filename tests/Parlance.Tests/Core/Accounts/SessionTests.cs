using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Tests.Core.Accounts;

public class SessionTests : AccountTests
{
    [Fact]
    public async Task A_refresh_token_is_traded_for_new_ones_of_the_same_session()
    {
        var ana = await World.Member("ana");
        Clock.Advance(TimeSpan.FromHours(2));
        Refused(await World.Authenticator.AuthenticateAsync(ana.Tokens.Access, Cancel), RefusalCode.TokenExpired);

        var next = (await Refresh(ana.Tokens)).Value;
        var identity = (await World.Authenticator.AuthenticateAsync(next.Access, Cancel)).Value;
        identity.User.Id.ShouldBe(ana.User.Id);
        identity.Session.ShouldBe(SessionOf(ana.Tokens));
        (await Refresh(next)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_spent_token_ends_the_session()
    {
        var ana = await World.Member("ana");
        var elsewhere = (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).Value;
        var next = (await Refresh(ana.Tokens)).Value;

        Refused(await Refresh(ana.Tokens), RefusalCode.TokenReused);

        await ShouldBeShutOut(next);
        await ShouldBeLetIn(elsewhere.Tokens);
        World.Heard.OfType<SessionsEnded>().ShouldHaveSingleItem().ShouldBe(new SessionsEnded(ana.User.Id, SessionOf(ana.Tokens), RefusalCode.TokenReused));
    }

    [Fact]
    public async Task Of_many_refreshes_with_one_token_at_once_at_most_one_succeeds()
    {
        var ana = await World.Member("ana");
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Refresh(ana.Tokens)));
        all.Count(o => !o.IsRefused).ShouldBeLessThanOrEqualTo(1);
        await ShouldBeShutOut(ana.Tokens);
    }

    [Fact]
    public async Task In_a_family_that_does_not_rotate_the_token_is_kept()
    {
        var ana = await SignIn(AccountWorld.Keeping);
        for (var i = 0; i < 3; i++)
            (await Refresh(ana)).Value.Refresh.ShouldBe(ana.Refresh);

        await World.Sessions.EndAsync((await World.Authenticator.AuthenticateAsync(ana.Access, Cancel)).Value, Cancel);
        await ShouldBeShutOut(ana);
    }

    [Fact]
    public async Task A_family_without_refresh_tokens_can_still_be_signed_out()
    {
        var ana = await SignIn(AccountWorld.WithoutRefresh);
        ana.Refresh.ShouldBeNull();
        Clock.Advance(TimeSpan.FromDays(29));
        await ShouldBeLetIn(ana);

        await World.Sessions.EndAsync((await World.Authenticator.AuthenticateAsync(ana.Access, Cancel)).Value, Cancel);
        await ShouldBeShutOut(ana);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_missing_refresh_token_is_named(string? token) =>
        Refused(await World.Sessions.RefreshAsync(token, AccountWorld.Rotating, Cancel), RefusalCode.Invalid, "refresh_token");

    [Fact]
    public async Task An_access_token_does_not_refresh()
    {
        var ana = await World.Member("ana");
        Refused(await World.Sessions.RefreshAsync(ana.Tokens.Access, AccountWorld.Rotating, Cancel), RefusalCode.TokenInvalid);
    }

    [Fact]
    public async Task A_refresh_token_lives_seven_days()
    {
        var ana = await World.Member("ana");
        Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(11));
        Refused(await Refresh(ana.Tokens), RefusalCode.TokenExpired);
    }

    [Fact]
    public async Task Signing_out_ends_one_session_at_once()
    {
        var ana = await World.Member("ana");
        var elsewhere = (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).Value;
        await World.Sessions.EndAsync(await World.Identity(ana), Cancel);

        await ShouldBeShutOut(ana.Tokens);
        await ShouldBeLetIn(elsewhere.Tokens);
        World.Heard.ShouldHaveSingleItem().ShouldBe(new SessionsEnded(ana.User.Id, SessionOf(ana.Tokens), RefusalCode.TokenInvalid));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_them_all_and_signing_in_again_works()
    {
        var ana = await World.Member("ana");
        var elsewhere = (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).Value;
        await World.Sessions.EndAllAsync(ana.User, RefusalCode.TokenInvalid, null, Cancel);

        await ShouldBeShutOut(ana.Tokens);
        await ShouldBeShutOut(elsewhere.Tokens);
        await ShouldBeLetIn((await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).Value.Tokens);
    }

    [Fact]
    public async Task Another_node_hears_of_it_on_the_bus()
    {
        using var other = new AccountWorld(Store, Clock, Bus);
        var ana = await World.Member("ana");
        await other.Identity(ana); // cached there now

        await World.Sessions.EndAsync(await World.Identity(ana), Cancel);
        Refused(await other.Authenticator.AuthenticateAsync(ana.Tokens.Access, Cancel), RefusalCode.TokenInvalid);
    }

    [Fact]
    public async Task A_node_that_the_bus_did_not_reach_learns_it_from_the_store()
    {
        using var deaf = new AccountWorld(Store, Clock, NewBus());
        var ana = await World.Member("ana");
        var ben = await World.Member("ben");
        await deaf.Identity(ana);
        await deaf.Identity(ben);
        await World.Sessions.EndAsync(await World.Identity(ana), Cancel);
        await World.Sessions.EndAllAsync(ben.User, RefusalCode.TokenInvalid, null, Cancel);

        Clock.Advance(TimeSpan.FromSeconds(61));
        await deaf.Ended.LoadAsync(Cancel);
        Refused(await deaf.Authenticator.AuthenticateAsync(ana.Tokens.Access, Cancel), RefusalCode.TokenInvalid);
        Refused(await deaf.Authenticator.AuthenticateAsync(ben.Tokens.Access, Cancel), RefusalCode.TokenInvalid);
    }

    [Fact]
    public async Task A_node_that_starts_later_knows_what_ended_before()
    {
        var ana = await SignIn(AccountWorld.WithoutRefresh);
        await World.Sessions.EndAsync((await World.Authenticator.AuthenticateAsync(ana.Access, Cancel)).Value, Cancel);
        Clock.Advance(TimeSpan.FromDays(20));

        using var later = new AccountWorld(Store, Clock, Bus);
        await later.Ended.LoadAsync(Cancel);
        Refused(await later.Authenticator.AuthenticateAsync(ana.Access, Cancel), RefusalCode.TokenInvalid);
    }

    [Fact]
    public async Task Ended_sessions_are_forgotten_when_their_tokens_have_expired()
    {
        var ana = await World.Identity(await World.Member("ana"));
        await World.Sessions.EndAsync(ana, Cancel);
        World.Ended.Contains(ana.Session).ShouldBeTrue();

        Clock.Advance(TimeSpan.FromDays(31));
        await World.Ended.LoadAsync(Cancel);
        World.Ended.Contains(ana.Session).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cached_user_is_answered_without_waiting()
    {
        var ana = await World.Member("ana");
        await World.Identity(ana);
        var again = World.Authenticator.AuthenticateAsync(ana.Tokens.Access, Cancel);
        again.IsCompleted.ShouldBeTrue();
        (await again).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task An_identity_that_ended_during_the_handshake_does_not_pass_the_second_look()
    {
        var ana = await World.Identity(await World.Member("ana"));
        (await World.Authenticator.RecheckAsync(ana, Cancel)).ShouldBeNull();
        await World.Sessions.EndAllAsync(ana.User, RefusalCode.TokenInvalid, null, Cancel);
        (await World.Authenticator.RecheckAsync(ana, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.TokenInvalid);
    }

    [Fact]
    public async Task A_node_whose_cache_is_behind_does_not_refuse_a_newer_token()
    {
        using var deaf = new AccountWorld(Store, Clock, NewBus());
        var ana = await World.Member("ana");
        await deaf.Identity(ana);
        await World.Sessions.EndAllAsync(ana.User, RefusalCode.TokenInvalid, null, Cancel);
        var newer = (await World.Accounts.SignInAsync("ana", "correct horse", World.Here, Cancel)).Value;

        (await deaf.Authenticator.AuthenticateAsync(newer.Tokens.Access, Cancel)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_token_of_another_server_with_the_same_key_speaks_for_its_user_and_can_be_signed_out()
    {
        var ana = await World.Member("ana");
        string Foreign(string type) => Jwt.Make($$"""{"token_type":"{{type}}","exp":{{Clock.GetUtcNow().ToUnixTimeSeconds() + 60}},"jti":"{{Guid.NewGuid():N}}","user_id":"{{ana.User.Id}}"}""");

        var token = Foreign("access");
        var identity = (await World.Authenticator.AuthenticateAsync(token, Cancel)).Value;
        identity.User.Id.ShouldBe(ana.User.Id);
        identity.Family.ShouldBeNull();

        await World.Sessions.EndAsync(identity, Cancel);
        Refused(await World.Authenticator.AuthenticateAsync(token, Cancel), RefusalCode.TokenInvalid);
        (await World.Authenticator.AuthenticateAsync(Foreign("access"), Cancel)).IsRefused.ShouldBeFalse();
        (await World.Sessions.RefreshAsync(Foreign("refresh"), AccountWorld.Keeping, Cancel)).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("\"{0}\"")]
    public async Task A_refresh_token_of_another_server_is_taken_over_once(string userId)
    {
        var ana = await World.Member("ana");
        var id = string.Format(System.Globalization.CultureInfo.InvariantCulture, userId, ana.User.Id);
        var foreign = Jwt.Make($$"""{"token_type":"refresh","exp":{{Clock.GetUtcNow().ToUnixTimeSeconds() + 600}},"jti":"{{Guid.NewGuid():N}}","user_id":{{id}}}""");

        var first = (await Refresh(foreign)).Value;
        await ShouldBeLetIn(first);
        var second = (await Refresh(first.Refresh!)).Value;
        (await World.Authenticator.AuthenticateAsync(second.Access, Cancel)).Value.Family.ShouldBe(AccountWorld.Rotating);

        Refused(await Refresh(foreign), RefusalCode.TokenReused);
        await ShouldBeShutOut(second);
        Refused(await Refresh(foreign), RefusalCode.TokenInvalid);
        await ShouldBeLetIn(ana.Tokens);
    }

    [Fact]
    public async Task Of_many_who_bring_a_foreign_refresh_token_at_once_at_most_one_succeeds()
    {
        var ana = await World.Member("ana");
        var foreign = Jwt.Make($$"""{"token_type":"refresh","exp":{{Clock.GetUtcNow().ToUnixTimeSeconds() + 600}},"jti":"x","user_id":{{ana.User.Id}}}""");
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Refresh(foreign)));
        all.Count(o => !o.IsRefused).ShouldBeLessThanOrEqualTo(1);
        Refused(await Refresh(foreign), RefusalCode.TokenInvalid);
    }

    [Fact]
    public async Task A_token_of_ours_that_the_store_forgot_is_not_taken_over()
    {
        var ana = await World.Member("ana");
        var unknown = World.Tokens.Mint(TokenType.Refresh, AccountWorld.Rotating, ana.User.Id, new SessionId(Guid.NewGuid()), 0, Clock.GetUtcNow() + TimeSpan.FromDays(1));
        Refused(await Refresh(unknown), RefusalCode.TokenInvalid);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Signing_out_of_another_servers_token_outlives_a_restart_as_long_as_the_token(int days)
    {
        var ana = await World.Member("ana");
        var token = Jwt.Make($$"""{"token_type":"access","exp":{{Clock.GetUtcNow().AddDays(days).ToUnixTimeSeconds()}},"jti":"{{Guid.NewGuid():N}}","user_id":{{ana.User.Id}}}""");
        await World.Sessions.EndAsync((await World.Authenticator.AuthenticateAsync(token, Cancel)).Value, Cancel);

        for (var turn = 1; turn < 40; turn++)
        {
            Clock.Advance(TimeSpan.FromDays(days) / 40);
            await Store.PurgeRefreshTokensAsync(Clock.GetUtcNow(), World.Ended.Forgotten, Cancel);
            await World.Ended.LoadAsync(Cancel);
            using var restarted = new AccountWorld(Store, Clock, Bus);
            await restarted.Ended.LoadAsync(Cancel);
            Refused(await restarted.Authenticator.AuthenticateAsync(token, Cancel), RefusalCode.TokenInvalid);
            Refused(await World.Authenticator.AuthenticateAsync(token, Cancel), RefusalCode.TokenInvalid);
        }
    }

    [Fact]
    public async Task A_device_is_signed_out_by_its_refresh_token_too()
    {
        var ana = await World.Member("ana");
        (await World.Sessions.EndAsync(ana.Tokens.Refresh!, Cancel)).ShouldBeNull();
        await ShouldBeShutOut(ana.Tokens);
        (await World.Sessions.EndAsync(ana.Tokens.Refresh!, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.TokenInvalid);
        (await World.Sessions.EndAsync(ana.Tokens.Access, Cancel)).ShouldNotBeNull().Code.ShouldBe(RefusalCode.TokenInvalid);
    }

    [Fact]
    public async Task A_token_for_nobody_is_refused_until_there_is_somebody()
    {
        var ana = await World.Member("ana");
        var next = new UserId(ana.User.Id.Value + 1);
        var token = World.Tokens.Mint(TokenType.Access, AccountWorld.Rotating, next, new SessionId(Guid.NewGuid()), 0, Clock.GetUtcNow() + TimeSpan.FromHours(1));
        Refused(await World.Authenticator.AuthenticateAsync(token, Cancel), RefusalCode.TokenInvalid);

        var ben = await World.Member("ben");
        ben.User.Id.ShouldBe(next);
        await ShouldBeLetIn(ben.Tokens);
    }

    private Task<Outcome<TokenPair>> Refresh(TokenPair tokens) => Refresh(tokens.Refresh!);

    private Task<Outcome<TokenPair>> Refresh(string token) => World.Sessions.RefreshAsync(token, AccountWorld.Rotating, Cancel);

    private SessionId SessionOf(TokenPair tokens) => World.Tokens.Read(tokens.Refresh, TokenType.Refresh).Value.Session;

    private async Task<TokenPair> SignIn(TokenFamily family)
    {
        await World.Member("ana");
        return (await World.Accounts.SignInAsync("ana", "correct horse", new SignInContext(family, null), Cancel)).Value.Tokens;
    }
}
