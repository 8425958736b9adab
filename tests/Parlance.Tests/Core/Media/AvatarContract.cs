using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Media;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Media;

/// <summary>Pictures of people.</summary>
public abstract class AvatarContract(Engine engine) : MediaContract(engine)
{
    [Fact]
    public async Task Four_sizes_become_the_avatar_under_new_names()
    {
        var user = await CreateUser();

        var changed = (await SetAsync(user, new() { ["thumbnail"] = Pictures.Jpeg(40), ["small"] = Pictures.Jpeg(80), ["medium"] = Pictures.Png(200), ["large"] = Pictures.Jpeg(400) })).Value;

        var urls = changed.AvatarUrls.ShouldNotBeNull();
        string[] all = [urls.Thumbnail, urls.Small, urls.Medium, urls.Large];
        all.Distinct().Count().ShouldBe(4);
        all.ShouldAllBe(url => url.StartsWith(Base + "/media/", StringComparison.Ordinal) && url.Length < 300);
        changed.AvatarUrl.ShouldBe(urls.Medium);
        urls.Medium.ShouldEndWith(".png");
        foreach (var url in all)
            (await Files.FindAsync(NameOf(url), Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task One_size_stands_for_all()
    {
        var user = await CreateUser();

        var urls = (await SetAsync(user, Medium())).Value.AvatarUrls.ShouldNotBeNull();
        urls.ShouldBe(new AvatarSet(urls.Medium, urls.Medium, urls.Medium, urls.Medium));
        (await FilesOf(user)).Count.ShouldBe(1);

        urls = (await SetAsync(user, new() { ["small"] = Pictures.Jpeg(80), ["thumbnail"] = Pictures.Jpeg(40) })).Value.AvatarUrls.ShouldNotBeNull();
        urls.ShouldBe(new AvatarSet(urls.Thumbnail, urls.Small, urls.Small, urls.Small));
        (await FilesOf(user)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_replaced_avatar_leaves_no_file_behind()
    {
        var user = await CreateUser();
        var first = (await SetAsync(user, Medium())).Value.AvatarUrl!;

        var second = (await SetAsync(user, Medium())).Value.AvatarUrl!;

        second.ShouldNotBe(first);
        (await FilesOf(user)).ShouldBe([NameOf(second)]);
        (await Files.FindAsync(NameOf(first), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_removed_avatar_leaves_no_file_behind_and_no_other_is_touched()
    {
        var (ana, ben) = (await CreateUser(), await CreateUser());
        await SetAsync(ana, Medium());
        await SetAsync(ben, Medium());

        var changed = (await Media.RemoveAvatarAsync(ana.Id, Cancel)).Value;

        changed.AvatarUrl.ShouldBeNull();
        changed.AvatarUrls.ShouldBeNull();
        (await FilesOf(ana)).ShouldBeEmpty();
        (await FilesOf(ben)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_address_given_as_avatar_lets_the_uploaded_one_go()
    {
        var user = await CreateUser();
        await SetAsync(user, Medium());
        await World.Accounts.ChangeProfileAsync(user.Id, new ProfileChange(DisplayName: "Anna"), Cancel);
        (await FilesOf(user)).Count.ShouldBe(1);

        await World.Accounts.ChangeProfileAsync(user.Id, new ProfileChange(AvatarUrl: "https://pictures.example.com/me.jpg"), Cancel);

        (await FilesOf(user)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Uploads_at_once_leave_exactly_the_avatar_that_is_shown()
    {
        var user = await CreateUser();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SetAsync(user, Medium())));

        var shown = (await Accounts.FindAsync(user.Id, Cancel))!.AvatarUrl!;
        (await FilesOf(user)).ShouldBe([NameOf(shown)]);
    }

    [Fact]
    public async Task A_removed_user_has_no_files()
    {
        var user = await CreateUser();
        await SetAsync(user, Medium());

        (await World.Accounts.DeleteAsync(user.Id, Cancel)).IsRefused.ShouldBeFalse();

        (await FilesOf(user)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("medium", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("thumbnail", "hello, I am a .jpg")]
    [InlineData("small", "")]
    public async Task What_is_no_image_is_refused_with_its_field_and_nothing_is_stored(string size, string content)
    {
        var user = await CreateUser();

        var refusal = (await SetAsync(user, new() { ["large"] = Pictures.Jpeg(), [size] = System.Text.Encoding.UTF8.GetBytes(content) })).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.Field).ShouldBe((RefusalCode.Invalid, size));
        (await Index.OfUserAsync(user.Id, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_would_unfold_to_gigabytes_is_refused()
    {
        var user = await CreateUser();

        (await SetAsync(user, new() { ["medium"] = Pictures.Png(10_001, 1) })).Refusal.ShouldNotBeNull().Field.ShouldBe("medium");
        (await SetAsync(user, new() { ["medium"] = Pictures.Png(1, uint.MaxValue) })).Refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCode.Invalid);
        (await SetAsync(user, new() { ["medium"] = Pictures.Gif(0, 5) })).Refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCode.Invalid);
        (await SetAsync(user, new() { ["medium"] = Pictures.Png(10_000, 10_000) })).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task The_sizes_together_have_a_limit_and_so_has_their_naming()
    {
        var user = await CreateUser();
        Media = NewService(new MediaOptions { MaxAvatarBytes = 2_000 });

        (await SetAsync(user, new() { ["medium"] = Pictures.Jpeg(size: 1_001), ["small"] = Pictures.Jpeg(size: 1_000) })).Refusal!.Code.ShouldBe(RefusalCode.TooLarge);
        (await SetAsync(user, new() { ["medium"] = Pictures.Jpeg(size: 1_000), ["small"] = Pictures.Jpeg(size: 1_000) })).IsRefused.ShouldBeFalse();
        (await SetAsync(user, new() { ["huge"] = Pictures.Jpeg() })).Refusal!.Field.ShouldBe("huge");
        (await SetAsync(user, [])).Refusal!.Field.ShouldBe("medium");
    }

    [Fact]
    public async Task A_day_has_so_many_bytes_for_each_user()
    {
        var (ana, ben) = (await CreateUser(), await CreateUser());
        Media = NewService(new MediaOptions { MaxBytesPerUserADay = 3 << 20 });
        var large = new Dictionary<string, byte[]> { ["medium"] = Pictures.Jpeg(size: 2 << 20) };
        (await SetAsync(ana, large)).IsRefused.ShouldBeFalse();

        var refusal = (await SetAsync(ana, large)).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe(RefusalCode.RateLimited);
        refusal.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromHours(1), TimeSpan.FromDays(1));
        (await SetAsync(ben, large)).IsRefused.ShouldBeFalse();
        Clock.Advance(TimeSpan.FromDays(1));
        (await SetAsync(ana, large)).IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_uploads_for_somebody_who_does_not_exist()
    {
        (await Media.SetAvatarAsync(new UserId(987_654_321), AsMemory(Medium()), Base, Cancel)).Refusal!.Code.ShouldBe(RefusalCode.NotFound);

        (await Index.OfUserAsync(new UserId(987_654_321), Cancel)).ShouldBeEmpty();
    }
}

public sealed class AvatarsOnSqlite(SqliteEngine engine) : AvatarContract(engine), IClassFixture<SqliteEngine>;

public sealed class AvatarsOnPostgres(PostgresEngine engine) : AvatarContract(engine), IClassFixture<PostgresEngine>;
