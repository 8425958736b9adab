using Parlance.Core.Accounts;
using Parlance.Core.Messages;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Media;

/// <summary>What a process that died, or a disk that failed, leaves behind.</summary>
public abstract class LeftoverContract(Engine engine) : MediaContract(engine)
{
    [Fact]
    public async Task What_was_stored_and_never_shown_is_swept_after_a_day_and_what_is_shown_stays()
    {
        var user = await CreateUser();
        var forgotten = (await Media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value;
        var shown = (await Media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value;
        RoomWith(shown); // and the process died before anybody was told
        var avatar = await OrphanAsync(user);
        var worn = await OrphanAsync(user);
        await World.Accounts.ChangeProfileAsync(user.Id, new ProfileChange { AvatarUrls = Same(worn) }, Cancel);

        await Keeper.SweepAsync(Cancel);
        (await ThereOf(forgotten, shown, avatar, worn)).ShouldBe([true, true, true, true]);

        Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await Keeper.SweepAsync(Cancel);
        (await ThereOf(forgotten, shown, avatar, worn)).ShouldBe([false, true, false, true]);
    }

    [Fact]
    public async Task Files_that_could_not_be_deleted_do_not_fail_the_upload_and_are_swept_later()
    {
        var user = await CreateUser();
        var first = (await SetAsync(user, Medium())).Value.AvatarUrl!;
        Files.DeletesFail = true;

        var second = (await SetAsync(user, Medium())).Value.AvatarUrl!;
        (await ThereOf(first, second)).ShouldBe([true, true]);

        Files.DeletesFail = false;
        // A page at a time: other tests of this database may have left some.
        for (var turn = 0; turn < 20 && await Files.FindAsync(NameOf(first), Cancel) is not null; turn++)
            await Keeper.SweepAsync(Cancel);
        (await ThereOf(first, second)).ShouldBe([false, true]);
    }

    [Fact]
    public async Task When_nothing_can_be_stored_the_avatar_stays_as_it_was()
    {
        var user = await CreateUser();
        var first = (await SetAsync(user, Medium())).Value.AvatarUrl!;
        Files.PutsFail = true;

        await Should.ThrowAsync<StorageException>(() => SetAsync(user, Medium()));

        (await Accounts.FindAsync(user.Id, Cancel))!.AvatarUrl.ShouldBe(first);
        (await ThereOf(first)).ShouldBe([true]);
    }
}

public sealed class LeftoversOnSqlite(SqliteEngine engine) : LeftoverContract(engine), IClassFixture<SqliteEngine>;

public sealed class LeftoversOnPostgres(PostgresEngine engine) : LeftoverContract(engine), IClassFixture<PostgresEngine>;
