using Parlance.Core;
using Parlance.Core.Likes;
using Parlance.Storage.Blocks;
using Parlance.Storage.Devices;
using Parlance.Storage.Likes;

namespace Parlance.Tests.Storage;

/// <summary>Likes, blocks, interests and device tokens.</summary>
public abstract class LikeStoreContract(Engine engine) : StoreContract(engine)
{
    private SqlLikeStore Likes => new(Database);

    private SqlBlockStore Blocks => new(Database);

    private DateTimeOffset Now => Clock.GetUtcNow();

    [Fact]
    public async Task A_match_needs_both_is_made_once_and_ends_with_either()
    {
        var (ana, ben) = ((await CreateUser()).Id, (await CreateUser()).Id);
        (await Say(ana, ben, Opinion.Like)).ShouldBe(new OpinionGiven(Opinion.None, null, false, true));

        var returned = await Say(ben, ana, Opinion.Like);
        (returned.IsNew, returned.IsFirst).ShouldBe((true, true));
        returned.Match!.Other(ana).ShouldBe(ben);
        var again = await Say(ben, ana, Opinion.Like);
        (again.Before, again.IsNew).ShouldBe((Opinion.Like, false));
        (await Likes.MatchesAsync(ana, 9, Cancel)).ShouldBe(await Likes.MatchesAsync(ben, 9, Cancel));
        await Say(ana, ben, Opinion.None);
        (await Likes.MatchesAsync(ben, 9, Cancel)).ShouldBeEmpty();
        var renewed = await Say(ana, ben, Opinion.Like);
        (renewed.IsNew, renewed.IsFirst).ShouldBe((true, false));
    }

    [Fact]
    public async Task Candidates_are_those_nobody_decided_about_and_no_block_keeps_apart()
    {
        var ana = (await CreateUser()).Id;
        UserId[] others = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => (await CreateUser()).Id))];
        await Say(ana, others[0], Opinion.Like);
        await Say(ana, others[1], Opinion.Skip);
        await Say(others[2], ana, Opinion.Like); // said nothing back yet
        await Blocks.BlockAsync(ana, others[3], Now, Cancel);
        await Blocks.BlockAsync(others[4], ana, Now, Cancel);
        await Blocks.BlockAsync(others[4], ana, Now, Cancel);

        (await Likes.CandidatesAsync(ana, long.MaxValue, Now, 100, Cancel)).Select(user => user.Id).Where(others.Contains).ShouldBe([others[2], others[5]], ignoreOrder: true);
        (await Blocks.AroundAsync(ana, Cancel)).ShouldBe([others[3], others[4]], ignoreOrder: true);
        (await Blocks.IsBetweenAsync(ana, others[4], Cancel)).ShouldBeTrue();
        await Blocks.UnblockAsync(others[4], ana, Cancel);
        (await Blocks.IsBetweenAsync(ana, others[4], Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_interest_is_one_in_any_case()
    {
        var store = new SqlInterestStore(Database);
        var name = Unique("Macramé");
        await store.AddAsync([name, name.ToUpperInvariant(), "Sport"], Cancel);
        var names = (await store.ListAsync(Cancel)).Select(interest => interest.Name).ToList();
        names.ShouldContain(name.ToUpperInvariant() is var upper && names.Contains(upper) ? upper : name);
        names.Count(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
        names.Count(n => n.Equals("sport", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
    }

    [Fact]
    public async Task A_device_is_whose_registered_it_last_and_there_are_only_so_many()
    {
        var store = new SqlDeviceTokenStore(Database);
        var (ana, ben) = (SomeUser(), SomeUser());
        var token = Unique("token");
        await store.SaveAsync(ana, token, "ios", Now, Cancel);
        (await store.SaveAsync(ben, token, "web", Now, Cancel)).User.ShouldBe(ben);
        (await store.ListAsync(ana, Cancel)).ShouldBeEmpty();
        (await store.RemoveAsync(ana, token, Cancel)).ShouldBeFalse();
        (await store.RemoveAsync(ben, token, Cancel)).ShouldBeTrue();
        for (var i = 0; i < 25; i++)
            await store.SaveAsync(ana, Unique("token"), "android", Now.AddSeconds(i), Cancel);
        (await store.ListAsync(ana, Cancel)).Count.ShouldBe(20);
    }

    private Task<OpinionGiven> Say(UserId by, UserId about, Opinion opinion) => Likes.SayAsync(by, about, opinion, Now, Cancel);
}

public sealed class LikesOnSqlite(SqliteEngine engine) : LikeStoreContract(engine), IClassFixture<SqliteEngine>;

public sealed class LikesOnPostgres(PostgresEngine engine) : LikeStoreContract(engine), IClassFixture<PostgresEngine>;
