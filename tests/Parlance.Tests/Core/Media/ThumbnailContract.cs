using Parlance.Core;
using Parlance.Core.Media;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Media;

/// <summary>Pictures of rooms.</summary>
public abstract class ThumbnailContract(Engine engine) : MediaContract(engine)
{
    [Fact]
    public async Task A_data_url_becomes_a_file_of_the_room_that_shows_it()
    {
        var url = (await Media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value;
        var room = RoomWith(url);
        await Keeper.TidyAsync(room);

        (await Index.OfConversationAsync(room.Id, Cancel)).ShouldHaveSingleItem().Name.ShouldBe(NameOf(url));
        using var content = (await Files.OpenAsync(NameOf(url), null, Cancel)).ShouldNotBeNull();
        content.Length.ShouldBe(Pictures.Png().Length);
    }

    [Theory]
    [InlineData("https://example.com/a.png")]
    [InlineData("data:image/png;base64")]
    [InlineData("data:image/png,plain")]
    [InlineData("data:image/png;base64,####")]
    [InlineData("data:image/png;base64,")]
    [InlineData("data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=")]
    public async Task What_is_no_picture_in_base64_is_refused(string url)
    {
        var refusal = (await Media.StoreDataUrlAsync(url, Base, Cancel)).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.Field).ShouldBe((RefusalCode.Invalid, "thumbnail_url"));
    }

    [Fact]
    public async Task A_thumbnail_has_a_limit_of_its_own()
    {
        var limit = new MediaOptions().MaxThumbnailBytes;

        (await Media.StoreDataUrlAsync(DataUrl(Pictures.Png(size: limit)), Base, Cancel)).IsRefused.ShouldBeFalse();
        (await Media.StoreDataUrlAsync(DataUrl(Pictures.Png(size: limit + 1)), Base, Cancel)).Refusal!.Code.ShouldBe(RefusalCode.TooLarge);
    }

    [Fact]
    public async Task A_replaced_thumbnail_and_that_of_a_deleted_room_are_deleted()
    {
        var (first, second) = ((await Media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value, (await Media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value);
        var room = RoomWith(first);
        await Keeper.TidyAsync(room);

        room = Change(room with { ThumbnailUrl = second });
        await Keeper.TidyAsync(room);
        (await Files.FindAsync(NameOf(first), Cancel)).ShouldBeNull();
        (await Files.FindAsync(NameOf(second), Cancel)).ShouldNotBeNull();

        await Keeper.TidyAsync(Change(room with { IsDeleted = true }));
        (await Files.FindAsync(NameOf(second), Cancel)).ShouldBeNull();
        (await Index.OfConversationAsync(room.Id, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thumbnail_that_two_rooms_show_outlives_the_first()
    {
        var url = (await Media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value;
        var (first, second) = (RoomWith(url), RoomWith(url));
        await Keeper.TidyAsync(first);
        await Keeper.TidyAsync(second);

        await Keeper.TidyAsync(Change(first with { IsDeleted = true }));

        (await Files.FindAsync(NameOf(url), Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_room_that_shows_somebodys_avatar_does_not_take_it_over()
    {
        var user = await CreateUser();
        var url = (await SetAsync(user, Medium())).Value.AvatarUrl!;
        var room = RoomWith(url);
        await Keeper.TidyAsync(room);

        await Keeper.TidyAsync(Change(room with { IsDeleted = true }));

        (await FilesOf(user)).Count.ShouldBe(1);
    }
}

public sealed class ThumbnailsOnSqlite(SqliteEngine engine) : ThumbnailContract(engine), IClassFixture<SqliteEngine>;

public sealed class ThumbnailsOnPostgres(PostgresEngine engine) : ThumbnailContract(engine), IClassFixture<PostgresEngine>;
