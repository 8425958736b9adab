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

/// <summary>Pictures of people and rooms, on a disk that can fail.</summary>
public abstract class MediaContract(Engine engine) : StoreContract(engine)
{
    private protected const string Base = "https://chat.example.com";

    private readonly TempFolder _folder = new();

    private protected AccountWorld World { get; private set; } = null!;

    private protected SqlBlobIndex Index { get; private set; } = null!;

    private protected Flaky Files { get; private set; } = null!;

    private protected MediaKeeper Keeper { get; private set; } = null!;

    private protected MediaService Media { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Index = new SqlBlobIndex(Database);
        Files = new Flaky(new FolderBlobStore(_folder.Path));
        Keeper = new MediaKeeper(Files, Index, Clock, NullLogger<MediaKeeper>.Instance);
        World = new AccountWorld(Accounts, Clock, new InProcessEventBus(NullLogger<InProcessEventBus>.Instance), files: Keeper);
        Media = NewService(new MediaOptions());
    }

    public override async ValueTask DisposeAsync()
    {
        World?.Dispose();
        _folder.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected MediaService NewService(MediaOptions options) =>
        new(Files, Index, Keeper, World.Accounts, new UploadLimits(new LimitOptions(), options, Clock), options, Clock);

    private protected Task<Outcome<User>> SetAsync(User user, Dictionary<string, byte[]> sizes) => Media.SetAvatarAsync(user.Id, AsMemory(sizes), Base, Cancel);

    private protected static Dictionary<string, byte[]> Medium() => new() { ["medium"] = Pictures.Jpeg(200) };

    private protected static Dictionary<string, ReadOnlyMemory<byte>> AsMemory(Dictionary<string, byte[]> sizes) => sizes.ToDictionary(pair => pair.Key, pair => (ReadOnlyMemory<byte>)pair.Value);

    private protected static string DataUrl(byte[] content) => "data:image/png;base64," + Convert.ToBase64String(content);

    private protected static string NameOf(string url) => url[(url.LastIndexOf('/') + 1)..];

    private protected static AvatarSet Same(string url) => new(url, url, url, url);

    /// <summary>Names of the files that the index has for somebody and that are really there.</summary>
    private protected async Task<List<string>> FilesOf(User user)
    {
        var names = (await Index.OfUserAsync(user.Id, Cancel)).Select(blob => blob.Name).ToList();
        foreach (var name in names)
            (await Files.FindAsync(name, Cancel)).ShouldNotBeNull();
        return names;
    }

    private protected async Task<bool[]> ThereOf(params string[] urls) => await Task.WhenAll(urls.Select(async url => await Files.FindAsync(NameOf(url), Cancel) is not null));

    /// <summary>An avatar as a process leaves it that dies before the profile is changed.</summary>
    private protected async Task<string> OrphanAsync(User user)
    {
        var name = BlobName.New("image/png");
        await Index.AddAsync([new Blob(name, BlobKind.Avatar, user.Id, "image/png", 33, Clock.GetUtcNow())], Cancel);
        await Files.PutAsync(name, Pictures.Png(), Cancel);
        return Base + BlobName.PathOf(name);
    }

    private protected Conversation RoomWith(string thumbnail) => Log(t => t.CreateConversation(Template(t) with { ThumbnailUrl = thumbnail })).ShouldNotBeNull();

    private protected Conversation Change(Conversation room) => Log(t => t.UpdateConversation(room with { Position = t.NextPosition() }));

    /// <summary>A store whose disk fails when the test says so.</summary>
    private protected sealed class Flaky(IBlobStore inner) : IBlobStore
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
