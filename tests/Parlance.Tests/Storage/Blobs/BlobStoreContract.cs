using Parlance.Core.Media;
using Parlance.Core.Messages;
using Parlance.Storage.Blobs;

namespace Parlance.Tests.Storage.Blobs;

/// <summary>What every place for files must do.</summary>
public abstract class BlobStoreContract
{
    protected abstract IBlobStore Store { get; }

    /// <summary>The same kind of store where nothing can be stored.</summary>
    protected abstract IBlobStore Broken { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_comes_back_as_it_was_put()
    {
        var content = Content(100_000);
        var name = await PutAsync(content);

        (await Store.FindAsync(name, Cancel)).ShouldBe(100_000);
        (await ReadAsync(name)).ShouldBe(content);
    }

    [Theory]
    [InlineData(0, 2)] // the S3 server of the tests takes an end at 0 for no end
    [InlineData(1, 1)]
    [InlineData(10, 90)]
    [InlineData(999, 1)]
    [InlineData(0, 1_000)]
    public async Task A_part_of_a_file_is_that_part(int offset, int length)
    {
        var content = Content(1_000);
        var name = await PutAsync(content);

        (await ReadAsync(name, new BlobRange(offset, length))).ShouldBe(content[offset..(offset + length)]);
    }

    [Fact]
    public async Task A_part_outside_of_the_file_is_a_bug_of_the_caller()
    {
        var name = await PutAsync(Content(10));

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Store.OpenAsync(name, new BlobRange(5, 6), Cancel));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Store.OpenAsync(name, new BlobRange(10, 1), Cancel));
    }

    [Fact]
    public async Task What_was_never_put_is_not_there()
    {
        var name = BlobName.New("image/png");

        (await Store.FindAsync(name, Cancel)).ShouldBeNull();
        (await Store.OpenAsync(name, null, Cancel)).ShouldBeNull();
        (await Store.OpenAsync(name, new BlobRange(0, 1), Cancel)).ShouldBeNull();
        await Store.DeleteAsync(name, Cancel);
    }

    [Fact]
    public async Task A_deleted_file_is_gone_and_the_others_stay()
    {
        var (gone, kept) = (await PutAsync(Content(10)), await PutAsync(Content(20)));

        await Store.DeleteAsync(gone, Cancel);
        await Store.DeleteAsync(gone, Cancel);

        (await Store.FindAsync(gone, Cancel)).ShouldBeNull();
        (await Store.OpenAsync(gone, null, Cancel)).ShouldBeNull();
        (await Store.FindAsync(kept, Cancel)).ShouldBe(20);
    }

    [Fact]
    public async Task Several_files_may_be_put_and_read_at_once()
    {
        var contents = Enumerable.Range(1, 20).Select(i => Content(i * 1_000)).ToList();

        var names = await Task.WhenAll(contents.Select(content => PutAsync(content)));
        var read = await Task.WhenAll(names.Select(name => ReadAsync(name)));

        read.ShouldBe(contents);
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("..%2f..%2fetc%2fpasswd.jpg")]
    [InlineData("/etc/passwd")]
    [InlineData("0123456789abcdefghjkmnpqrs.svg")]
    [InlineData("0123456789abcdefghjkmnpqrs")]
    [InlineData("0123456789abcdefghjkmnpqrs.jpg/../x.jpg")]
    [InlineData("0123456789ABCDEFGHJKMNPQRS.jpg")]
    [InlineData("../3456789abcdefghjkmnpqrs.jpg")]
    [InlineData("")]
    public async Task No_other_name_reaches_the_store(string name)
    {
        await Should.ThrowAsync<ArgumentException>(() => Store.PutAsync(name, Content(1), Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Store.FindAsync(name, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Store.OpenAsync(name, null, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => Store.DeleteAsync(name, Cancel));
    }

    [Fact]
    public async Task A_store_that_works_has_nothing_to_complain_of() => (await Store.CheckAsync(Cancel)).ShouldBeNull();

    [Fact]
    public async Task A_store_that_is_broken_says_so_and_stores_nothing()
    {
        (await Broken.CheckAsync(Cancel)).ShouldNotBeNullOrEmpty();
        await Should.ThrowAsync<StorageException>(() => Broken.PutAsync(BlobName.New("image/png"), Content(1), Cancel));
    }

    protected async Task<string> PutAsync(byte[] content)
    {
        var name = BlobName.New("image/jpeg");
        await Store.PutAsync(name, content, Cancel);
        return name;
    }

    protected async Task<byte[]> ReadAsync(string name, BlobRange? range = null)
    {
        using var content = (await Store.OpenAsync(name, range, Cancel)).ShouldNotBeNull();
        using var bytes = new MemoryStream();
        await content.Bytes.CopyToAsync(bytes, Cancel);
        bytes.Length.ShouldBe(content.Length);
        return bytes.ToArray();
    }

    protected static byte[] Content(int length)
    {
        var bytes = new byte[length];
        Random.Shared.NextBytes(bytes);
        return bytes;
    }
}

public sealed class BlobsInAFolder : BlobStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override IBlobStore Store => new FolderBlobStore(_folder.File("blobs"));

    protected override IBlobStore Broken
    {
        get
        {
            File.WriteAllText(_folder.File("file"), "not a folder");
            return new FolderBlobStore(_folder.File("file"));
        }
    }

    [Fact]
    public async Task A_file_is_never_seen_half_written_and_leaves_nothing_beside_it()
    {
        var name = await PutAsync(Content(10));

        Directory.EnumerateFiles(_folder.File("blobs"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe([name]);
    }

    [Fact]
    public async Task A_file_that_is_being_read_may_be_deleted()
    {
        var name = await PutAsync(Content(50_000));
        using var content = (await Store.OpenAsync(name, null, Cancel)).ShouldNotBeNull();

        await Store.DeleteAsync(name, Cancel);

        using var bytes = new MemoryStream();
        await content.Bytes.CopyToAsync(bytes, Cancel);
        bytes.Length.ShouldBe(50_000);
    }

    [Fact]
    public async Task A_name_is_put_once()
    {
        var content = Content(10);
        var name = await PutAsync(content);

        await Should.ThrowAsync<StorageException>(() => Store.PutAsync(name, Content(10), Cancel));

        (await ReadAsync(name)).ShouldBe(content);
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>One server for the tests of the class.</summary>
public sealed class S3Fixture : IAsyncLifetime
{
    private S3Server? _server;

    public S3Server Server => _server ?? throw new InvalidOperationException(S3Server.Missing);

    public async ValueTask InitializeAsync()
    {
        if (S3Server.Missing is null)
            _server = await S3Server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

public sealed class BlobsInABucket : BlobStoreContract, IClassFixture<S3Fixture>, IDisposable
{
    private readonly S3Fixture _s3;
    private readonly List<S3BlobStore> _stores = [];

    public BlobsInABucket(S3Fixture s3)
    {
        Assert.SkipWhen(S3Server.Missing is not null, S3Server.Missing ?? "");
        _s3 = s3;
    }

    protected override IBlobStore Store => Open();

    protected override IBlobStore Broken => Open(endpoint: new Uri("http://127.0.0.1:1"));

    [Fact]
    public async Task A_wrong_secret_is_refused_by_the_server()
    {
        var name = await PutAsync(Content(10));
        var impostor = Open(secret: "not the secret");

        (await impostor.CheckAsync(Cancel)).ShouldNotBeNull().ShouldContain("SignatureDoesNotMatch");
        (await Should.ThrowAsync<StorageException>(() => impostor.PutAsync(BlobName.New("image/png"), Content(1), Cancel))).Message.ShouldContain("SignatureDoesNotMatch");
        await Should.ThrowAsync<StorageException>(() => impostor.OpenAsync(name, null, Cancel));
        await Should.ThrowAsync<StorageException>(() => impostor.DeleteAsync(name, Cancel));
        (await Store.FindAsync(name, Cancel)).ShouldBe(10);
    }

    [Fact]
    public async Task An_unknown_key_is_refused_by_the_server() =>
        (await Open(key: "NOBODY").CheckAsync(Cancel)).ShouldNotBeNull().ShouldContain("InvalidAccessKeyId");

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_trouble_and_not_an_empty_one()
    {
        var nowhere = Open(bucket: "nowhere");

        (await nowhere.CheckAsync(Cancel)).ShouldNotBeNull().ShouldContain("NoSuchBucket");
        await Should.ThrowAsync<StorageException>(() => nowhere.OpenAsync(BlobName.New("image/png"), null, Cancel));
        await Should.ThrowAsync<StorageException>(() => nowhere.PutAsync(BlobName.New("image/png"), Content(1), Cancel));
    }

    [Fact]
    public async Task The_bucket_knows_what_a_file_is()
    {
        var name = BlobName.New("image/webp");
        await Store.PutAsync(name, Content(10), Cancel);

        using var client = new HttpClient();
        using var stored = await client.GetAsync(new Uri(_s3.Server.Endpoint, $"/{S3Server.Bucket}/{name}"), Cancel); // this server lets anybody read

        stored.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        stored.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
    }

    public void Dispose()
    {
        foreach (var store in _stores)
            store.Dispose();
    }

    private S3BlobStore Open(string key = S3Server.AccessKeyId, string secret = S3Server.SecretAccessKey, string bucket = S3Server.Bucket, Uri? endpoint = null)
    {
        var store = new S3BlobStore(BlobAddress.InBucket(bucket, endpoint ?? _s3.Server.Endpoint, "us-east-1"), key, secret);
        _stores.Add(store);
        return store;
    }
}
