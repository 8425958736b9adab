using System.Security.Cryptography;
using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Tests.Storage;

public abstract class SessionStoreContract(Engine engine) : StoreContract(engine)
{
    [Fact]
    public async Task A_link_is_spent_once_and_replaced()
    {
        var first = await Start();
        var second = Next(first);

        (await Rotate(first, second)).ShouldBe(RotationResult.Rotated);

        (await Accounts.FindRefreshTokenAsync(first.Hash, Cancel)).ShouldNotBeNull().ShouldBeEquivalentTo(first);
        (await Accounts.FindRefreshTokenAsync(second.Hash, Cancel)).ShouldNotBeNull().ShouldBeEquivalentTo(second);
        (await Rotate(second, Next(second))).ShouldBe(RotationResult.Rotated);
    }

    [Fact]
    public async Task A_spent_token_ends_the_session()
    {
        var first = await Start();
        var second = Next(first);
        await Rotate(first, second);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var before = Clock.GetUtcNow();

        (await Rotate(first, Next(first))).ShouldBe(RotationResult.Reused);

        (await Rotate(second, Next(second))).ShouldBe(RotationResult.Ended);
        (await Accounts.SessionsEndedSinceAsync(before, Cancel)).ShouldContain(first.Session);
        (await Accounts.SessionsEndedSinceAsync(before.AddMilliseconds(1), Cancel)).ShouldNotContain(first.Session);
    }

    [Fact]
    public async Task Of_many_who_spend_one_link_at_once_one_succeeds()
    {
        var first = await Start();

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Rotate(first, Next(first)))));

        results.Count(r => r == RotationResult.Rotated).ShouldBe(1);
        results.Count(r => r == RotationResult.Reused).ShouldBeGreaterThan(0);
        results.ShouldAllBe(r => r == RotationResult.Rotated || r == RotationResult.Reused || r == RotationResult.Ended);
    }

    [Fact]
    public async Task Unknown_and_expired_links_are_unknown()
    {
        var first = await Start();

        (await Rotate(Next(first), Next(first))).ShouldBe(RotationResult.Unknown);
        (await Accounts.RotateAsync(first.Hash, Next(first), first.ExpiresAt, Cancel)).ShouldBe(RotationResult.Unknown);
        (await Accounts.FindRefreshTokenAsync(Next(first).Hash, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Ending_one_session_leaves_the_others()
    {
        var user = await CreateUser();
        var (one, two) = (await Start(user), await Start(user));

        await Accounts.EndSessionAsync(one.Session, Clock.GetUtcNow(), Cancel);
        await Accounts.EndSessionAsync(one.Session, Clock.GetUtcNow(), Cancel);

        (await Rotate(one, Next(one))).ShouldBe(RotationResult.Ended);
        (await Rotate(two, Next(two))).ShouldBe(RotationResult.Rotated);
    }

    [Fact]
    public async Task Ending_all_sessions_raises_the_generation_and_spares_other_people()
    {
        var user = await CreateUser();
        var (one, two, foreign) = (await Start(user), await Start(user), await Start());

        (await Accounts.EndAllSessionsAsync(user.Id, spared: null, Cancel)).ShouldBe(user.TokenGeneration + 1);

        (await Accounts.FindAsync(user.Id, Cancel)).ShouldNotBeNull().TokenGeneration.ShouldBe(user.TokenGeneration + 1);
        (await Rotate(one, Next(one))).ShouldBe(RotationResult.Ended);
        (await Rotate(two, Next(two))).ShouldBe(RotationResult.Ended);
        (await Rotate(foreign, Next(foreign))).ShouldBe(RotationResult.Rotated);
    }

    [Fact]
    public async Task A_spared_session_goes_on_until_the_next_end_of_all()
    {
        var user = await CreateUser();
        var (mine, other) = (await Start(user), await Start(user));

        (await Accounts.EndAllSessionsAsync(user.Id, mine.Session, Cancel)).ShouldBe(user.TokenGeneration + 1);

        (await Accounts.FindAsync(user.Id, Cancel)).ShouldNotBeNull().SparedSession.ShouldBe(mine.Session);
        (await Rotate(other, Next(other))).ShouldBe(RotationResult.Ended);
        var next = Next(mine);
        (await Rotate(mine, next)).ShouldBe(RotationResult.Rotated);

        await Accounts.EndAllSessionsAsync(user.Id, spared: null, Cancel);
        (await Accounts.FindAsync(user.Id, Cancel)).ShouldNotBeNull().SparedSession.ShouldBeNull();
        (await Rotate(next, Next(next))).ShouldBe(RotationResult.Ended);
    }

    [Fact]
    public async Task Purging_removes_links_that_expired()
    {
        var user = await CreateUser();
        var old = await Start(user, Clock.GetUtcNow().AddYears(-10));
        var live = await Start(user);

        (await Accounts.PurgeRefreshTokensAsync(Clock.GetUtcNow().AddYears(-9), Clock.GetUtcNow().AddYears(-9), Cancel)).ShouldBe(1);

        (await Accounts.FindRefreshTokenAsync(old.Hash, Cancel)).ShouldBeNull();
        (await Accounts.FindRefreshTokenAsync(live.Hash, Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_link_that_is_adopted_twice_stays_spent()
    {
        var link = new RefreshToken(RandomNumberGenerator.GetBytes(32), new SessionId(Guid.NewGuid()), (await CreateUser()).Id, "besage", Clock.GetUtcNow().AddDays(7));
        await Accounts.AdoptSessionAsync(link, Cancel);
        (await Rotate(link, Next(link))).ShouldBe(RotationResult.Rotated);

        await Accounts.AdoptSessionAsync(link, Cancel);
        (await Rotate(link, Next(link))).ShouldBe(RotationResult.Reused);
    }

    [Fact]
    public async Task An_ended_session_is_remembered_while_a_token_or_a_link_of_it_may_be_tried()
    {
        var now = Clock.GetUtcNow();
        var linked = await Start();
        var (bare, longLived) = (new SessionId(Guid.NewGuid()), new SessionId(Guid.NewGuid()));
        await Accounts.EndSessionAsync(linked.Session, now.AddDays(-20), Cancel);
        await Accounts.EndSessionAsync(bare, now.AddDays(-20), Cancel);
        await Accounts.EndSessionAsync(longLived, now.AddDays(300), Cancel);

        await Accounts.PurgeRefreshTokensAsync(now.AddDays(-40), now.AddDays(-30), Cancel);
        foreach (var session in new[] { linked.Session, bare, longLived })
            (await Accounts.SessionsEndedSinceAsync(now.AddDays(-30), Cancel)).ShouldContain(session);

        await Accounts.PurgeRefreshTokensAsync(now.AddDays(-40), now.AddDays(-10), Cancel);
        var left = await Accounts.SessionsEndedSinceAsync(now.AddDays(-30), Cancel);
        left.ShouldContain(linked.Session);
        left.ShouldContain(longLived);
        left.ShouldNotContain(bare);
    }

    private async Task<RefreshToken> Start(User? user = null, DateTimeOffset? expires = null)
    {
        var token = new RefreshToken(RandomNumberGenerator.GetBytes(32), new SessionId(Guid.NewGuid()), (user ?? await CreateUser()).Id, "native",
            expires ?? Clock.GetUtcNow().AddDays(30));
        await Accounts.StartSessionAsync(token, Cancel);
        return token;
    }

    private static RefreshToken Next(RefreshToken token) => token with { Hash = RandomNumberGenerator.GetBytes(32) };

    private Task<RotationResult> Rotate(RefreshToken old, RefreshToken next) => Accounts.RotateAsync(old.Hash, next, Clock.GetUtcNow(), Cancel);
}

public sealed class SessionsOnSqlite(SqliteEngine engine) : SessionStoreContract(engine), IClassFixture<SqliteEngine>;

public sealed class SessionsOnPostgres(PostgresEngine engine) : SessionStoreContract(engine), IClassFixture<PostgresEngine>;
