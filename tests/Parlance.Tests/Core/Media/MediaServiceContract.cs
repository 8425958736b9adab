using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Limits;
using Parlance.Core.Media;
using Parlance.Core.Messages;
using Parlance.Storage.Blobs;
using Parlance.Tests.Core.Accounts;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Media;

public abstract class MediaServiceContract(Engine engine) : StoreContract(engine)
{
    private const string Base = "https://chat.example.com";

    private readonly TempFolder _folder = new();
    private AccountWorld _world = null!;
    private SqlBlobIndex _index = null!;
    private Flaky _files = null!;
    private MediaKeeper _keeper = null!;
    private MediaService _media = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _index = new SqlBlobIndex(Database);
        _files = new Flaky(new FolderBlobStore(_folder.Path));
        _keeper = new MediaKeeper(_files, _index, Clock, NullLogger<MediaKeeper>.Instance);
        _world = new AccountWorld(Accounts, Clock, new InProcessEventBus(NullLogger<InProcessEventBus>.Instance), files: _keeper);
        _media = NewService(new MediaOptions());
    }

    public override async ValueTask DisposeAsync()
    {
        _world?.Dispose();
        _folder.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

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
            (await _files.FindAsync(NameOf(url), Cancel)).ShouldNotBeNull();
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
        (await _files.FindAsync(NameOf(first), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_removed_avatar_leaves_no_file_behind_and_no_other_is_touched()
    {
        var (ana, ben) = (await CreateUser(), await CreateUser());
        await SetAsync(ana, Medium());
        await SetAsync(ben, Medium());

        var changed = (await _media.RemoveAvatarAsync(ana.Id, Cancel)).Value;

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
        await _world.Accounts.ChangeProfileAsync(user.Id, new ProfileChange(DisplayName: "Anna"), Cancel);
        (await FilesOf(user)).Count.ShouldBe(1);

        await _world.Accounts.ChangeProfileAsync(user.Id, new ProfileChange(AvatarUrl: "https://pictures.example.com/me.jpg"), Cancel);

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

        (await _world.Accounts.DeleteAsync(user.Id, Cancel)).IsRefused.ShouldBeFalse();

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
        (await _index.OfUserAsync(user.Id, Cancel)).ShouldBeEmpty();
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
        _media = NewService(new MediaOptions { MaxAvatarBytes = 2_000 });

        (await SetAsync(user, new() { ["medium"] = Pictures.Jpeg(size: 1_001), ["small"] = Pictures.Jpeg(size: 1_000) })).Refusal!.Code.ShouldBe(RefusalCode.TooLarge);
        (await SetAsync(user, new() { ["medium"] = Pictures.Jpeg(size: 1_000), ["small"] = Pictures.Jpeg(size: 1_000) })).IsRefused.ShouldBeFalse();
        (await SetAsync(user, new() { ["huge"] = Pictures.Jpeg() })).Refusal!.Field.ShouldBe("huge");
        (await SetAsync(user, [])).Refusal!.Field.ShouldBe("medium");
    }

    [Fact]
    public async Task A_day_has_so_many_bytes_for_each_user()
    {
        var (ana, ben) = (await CreateUser(), await CreateUser());
        _media = NewService(new MediaOptions { MaxBytesPerUserADay = 3 << 20 });
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
        (await _media.SetAvatarAsync(new UserId(987_654_321), AsMemory(Medium()), Base, Cancel)).Refusal!.Code.ShouldBe(RefusalCode.NotFound);

        (await _index.OfUserAsync(new UserId(987_654_321), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_data_url_becomes_a_file_of_the_room_that_shows_it()
    {
        var url = (await _media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value;
        var room = RoomWith(url);
        await _keeper.TidyAsync(room);

        (await _index.OfConversationAsync(room.Id, Cancel)).ShouldHaveSingleItem().Name.ShouldBe(NameOf(url));
        using var content = (await _files.OpenAsync(NameOf(url), null, Cancel)).ShouldNotBeNull();
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
        var refusal = (await _media.StoreDataUrlAsync(url, Base, Cancel)).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.Field).ShouldBe((RefusalCode.Invalid, "thumbnail_url"));
    }

    [Fact]
    public async Task A_thumbnail_has_a_limit_of_its_own()
    {
        var limit = new MediaOptions().MaxThumbnailBytes;

        (await _media.StoreDataUrlAsync(DataUrl(Pictures.Png(size: limit)), Base, Cancel)).IsRefused.ShouldBeFalse();
        (await _media.StoreDataUrlAsync(DataUrl(Pictures.Png(size: limit + 1)), Base, Cancel)).Refusal!.Code.ShouldBe(RefusalCode.TooLarge);
    }

    [Fact]
    public async Task A_replaced_thumbnail_and_that_of_a_deleted_room_are_deleted()
    {
        var (first, second) = ((await _media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value, (await _media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value);
        var room = RoomWith(first);
        await _keeper.TidyAsync(room);

        room = Change(room with { ThumbnailUrl = second });
        await _keeper.TidyAsync(room);
        (await _files.FindAsync(NameOf(first), Cancel)).ShouldBeNull();
        (await _files.FindAsync(NameOf(second), Cancel)).ShouldNotBeNull();

        await _keeper.TidyAsync(Change(room with { IsDeleted = true }));
        (await _files.FindAsync(NameOf(second), Cancel)).ShouldBeNull();
        (await _index.OfConversationAsync(room.Id, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thumbnail_that_two_rooms_show_outlives_the_first()
    {
        var url = (await _media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value;
        var (first, second) = (RoomWith(url), RoomWith(url));
        await _keeper.TidyAsync(first);
        await _keeper.TidyAsync(second);

        await _keeper.TidyAsync(Change(first with { IsDeleted = true }));

        (await _files.FindAsync(NameOf(url), Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_room_that_shows_somebodys_avatar_does_not_take_it_over()
    {
        var user = await CreateUser();
        var url = (await SetAsync(user, Medium())).Value.AvatarUrl!;
        var room = RoomWith(url);
        await _keeper.TidyAsync(room);

        await _keeper.TidyAsync(Change(room with { IsDeleted = true }));

        (await FilesOf(user)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_stored_and_never_shown_is_swept_after_a_day_and_what_is_shown_stays()
    {
        var user = await CreateUser();
        var forgotten = (await _media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value;
        var shown = (await _media.StoreDataUrlAsync(DataUrl(Pictures.Png()), Base, Cancel)).Value;
        RoomWith(shown); // and the process died before anybody was told
        var avatar = await OrphanAsync(user);
        var worn = await OrphanAsync(user);
        await _world.Accounts.ChangeProfileAsync(user.Id, new ProfileChange { AvatarUrls = Same(worn) }, Cancel);

        await _keeper.SweepAsync(Cancel);
        (await ThereOf(forgotten, shown, avatar, worn)).ShouldBe([true, true, true, true]);

        Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await _keeper.SweepAsync(Cancel);
        (await ThereOf(forgotten, shown, avatar, worn)).ShouldBe([false, true, false, true]);
    }

    [Fact]
    public async Task Files_that_could_not_be_deleted_do_not_fail_the_upload_and_are_swept_later()
    {
        var user = await CreateUser();
        var first = (await SetAsync(user, Medium())).Value.AvatarUrl!;
        _files.DeletesFail = true;

        var second = (await SetAsync(user, Medium())).Value.AvatarUrl!;
        (await ThereOf(first, second)).ShouldBe([true, true]);

        _files.DeletesFail = false;
        // A page at a time: other tests of this database may have left some.
        for (var turn = 0; turn < 20 && await _files.FindAsync(NameOf(first), Cancel) is not null; turn++)
            await _keeper.SweepAsync(Cancel);
        (await ThereOf(first, second)).ShouldBe([false, true]);
    }

    [Fact]
    public async Task When_nothing_can_be_stored_the_avatar_stays_as_it_was()
    {
        var user = await CreateUser();
        var first = (await SetAsync(user, Medium())).Value.AvatarUrl!;
        _files.PutsFail = true;

        await Should.ThrowAsync<StorageException>(() => SetAsync(user, Medium()));

        (await Accounts.FindAsync(user.Id, Cancel))!.AvatarUrl.ShouldBe(first);
        (await ThereOf(first)).ShouldBe([true]);
    }

    private MediaService NewService(MediaOptions options) =>
        new(_files, _index, _keeper, _world.Accounts, new UploadLimits(new LimitOptions(), options, Clock), options, Clock);

    private Task<Outcome<User>> SetAsync(User user, Dictionary<string, byte[]> sizes) => _media.SetAvatarAsync(user.Id, AsMemory(sizes), Base, Cancel);

    private static Dictionary<string, byte[]> Medium() => new() { ["medium"] = Pictures.Jpeg(200) };

    private static Dictionary<string, ReadOnlyMemory<byte>> AsMemory(Dictionary<string, byte[]> sizes) => sizes.ToDictionary(pair => pair.Key, pair => (ReadOnlyMemory<byte>)pair.Value);

    private static string DataUrl(byte[] content) => "data:image/png;base64," + Convert.ToBase64String(content);

    private static string NameOf(string url) => url[(url.LastIndexOf('/') + 1)..];

    private static AvatarSet Same(string url) => new(url, url, url, url);

    /// <summary>Names of the files that the index has for somebody and that are really there.</summary>
    private async Task<List<string>> FilesOf(User user)
    {
        var names = (await _index.OfUserAsync(user.Id, Cancel)).Select(blob => blob.Name).ToList();
        foreach (var name in names)
            (await _files.FindAsync(name, Cancel)).ShouldNotBeNull();
        return names;
    }

    private async Task<bool[]> ThereOf(params string[] urls) => await Task.WhenAll(urls.Select(async url => await _files.FindAsync(NameOf(url), Cancel) is not null));

    /// <summary>An avatar as a process leaves it that dies before the profile is changed.</summary>
    private async Task<string> OrphanAsync(User user)
    {
        var name = BlobName.New("image/png");
        await _index.AddAsync([new Blob(name, BlobKind.Avatar, user.Id, "image/png", 33, Clock.GetUtcNow())], Cancel);
        await _files.PutAsync(name, Pictures.Png(), Cancel);
        return Base + BlobName.PathOf(name);
    }

    private Conversation RoomWith(string thumbnail) => Log(t => t.CreateConversation(Template(t) with { ThumbnailUrl = thumbnail })).ShouldNotBeNull();

    private Conversation Change(Conversation room) => Log(t => t.UpdateConversation(room with { Position = t.NextPosition() }));

    /// <summary>A store whose disk fails when the test says so.</summary>
    private sealed class Flaky(IBlobStore inner) : IBlobStore
    {
        public bool PutsFail { get; set; }

        public bool DeletesFail { get; set; }

        public Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            PutsFail ? throw new StorageException("The disk is full.") : inner.PutAsync(name, content, cancellationToken);

        public Task<long?> FindAsync(string name, CancellationToken cancellationToken) => inner.FindAsync(name, cancellationToken);

        public Task<BlobContent?> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken) => inner.OpenAsync(name, range, cancellationToken);

        public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
            DeletesFail ? throw new StorageException("The disk is away.") : inner.DeleteAsync(name, cancellationToken);

        public Task<string?> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);
    }
}

public sealed class MediaOnSqlite(SqliteEngine engine) : MediaServiceContract(engine), IClassFixture<SqliteEngine>;

public sealed class MediaOnPostgres(PostgresEngine engine) : MediaServiceContract(engine), IClassFixture<PostgresEngine>;
