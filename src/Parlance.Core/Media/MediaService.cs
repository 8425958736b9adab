using Parlance.Core.Accounts;

namespace Parlance.Core.Media;

/// <summary>Pictures people upload: checked by what they are rather than by what they are called, stored under random names that never change. Safe for concurrent use.</summary>
/// <remarks>
/// A file's life: its row is written, then the file, then the profile or conversation that shows it; then the row is marked as used and what it
/// replaced is deleted, file before row. Wherever the process dies, <see cref="MediaKeeper.SweepAsync"/> finds what was left.
/// </remarks>
public sealed class MediaService(
    IBlobStore store, IBlobIndex index, MediaKeeper keeper, AccountService accounts, UploadLimits limits, MediaOptions options, TimeProvider time)
{
    public const string Thumbnail = "thumbnail";
    public const string Small = "small";
    public const string Medium = "medium";
    public const string Large = "large";

    /// <summary>From the size that is best to show in another's place to the worst.</summary>
    private static readonly string[] Sizes = [Medium, Large, Small, Thumbnail];

    /// <summary>The names of <see cref="SetAvatarAsync"/>'s sizes.</summary>
    public static IReadOnlyList<string> AvatarSizes => Sizes;

    /// <summary>Stores the sizes of an avatar, makes them the user's, and deletes what they replace.</summary>
    /// <param name="sizes">`thumbnail`, `small`, `medium`, `large`, each the bytes of an image; one that is absent is shown as `medium`, else as the next best.</param>
    /// <param name="baseUrl">Scheme and host under which this server's files are reached, without trailing slash.</param>
    /// <returns>The changed user, or `invalid` with the field (no image, none at all), `too_large`, `rate_limited` beyond a day's bytes.</returns>
    public async Task<Outcome<User>> SetAvatarAsync(UserId user, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> sizes, string baseUrl, CancellationToken cancellationToken)
    {
        if (!CheckAvatar(sizes).TryGet(out var images, out var refusal))
            return refusal;
        if ((await accounts.FindAsync(user, cancellationToken)).Refusal is { } nobody)
            return nobody;
        if (limits.TakeBytes(user, images.Sum(image => (long)image.Content.Length)) is { } limited)
            return limited;

        var names = await StoreAsync(images, BlobKind.Avatar, user, cancellationToken);
        var urls = Sizes.Select(size => baseUrl + BlobName.PathOf(names.GetValueOrDefault(size) ?? names[images[0].Field])).ToArray();
        var avatar = new AvatarSet(Thumbnail: urls[3], Small: urls[2], Medium: urls[0], Large: urls[1]);

        var changed = await accounts.ChangeProfileAsync(user, new ProfileChange { AvatarUrls = avatar }, cancellationToken);
        if (changed.IsRefused)
            await keeper.TryDeleteAsync(names.Values);
        else
            await keeper.TidyAsync(user, [.. names.Values]);
        return changed;
    }

    /// <summary>Takes the avatar away and deletes its files.</summary>
    public Task<Outcome<User>> RemoveAvatarAsync(UserId user, CancellationToken cancellationToken) =>
        accounts.ChangeProfileAsync(user, new ProfileChange(AvatarUrl: ""), cancellationToken);

    /// <summary>Stores an image that came as `data:image/…;base64,…`, for a room's thumbnail. It stays when a conversation shows it within a day.</summary>
    /// <param name="by">Whose allowance of bytes it counts against; null for nobody's.</param>
    /// <returns>Its absolute URL, or `invalid`, `too_large`, `rate_limited`.</returns>
    public async Task<Outcome<string>> StoreDataUrlAsync(string dataUrl, string baseUrl, CancellationToken cancellationToken, UserId? by = null)
    {
        const string field = "thumbnail_url";
        return DataUrl.Decode(dataUrl, field, options.MaxThumbnailBytes).TryGet(out var content, out var refusal)
            ? await StoreThumbnailAsync(content, field, baseUrl, cancellationToken, by)
            : refusal;
    }

    /// <summary>Stores a room's thumbnail. It stays when a conversation shows it within a day.</summary>
    /// <param name="by">Whose allowance of bytes it counts against; null for nobody's.</param>
    /// <returns>Its absolute URL, or `invalid`, `too_large`, `rate_limited`.</returns>
    public async Task<Outcome<string>> StoreThumbnailAsync(ReadOnlyMemory<byte> content, string field, string baseUrl, CancellationToken cancellationToken, UserId? by = null)
    {
        if (content.Length > options.MaxThumbnailBytes)
            return ImageRules.TooLarge(field, options.MaxThumbnailBytes);
        if (!ImageRules.Check(content.Span, field, options.MaxSide).TryGet(out var image, out var refusal))
            return refusal;
        if (by is { } user && limits.TakeBytes(user, content.Length) is { } limited)
            return limited;

        var names = await StoreAsync([new Picture(field, image.ContentType, content)], BlobKind.Thumbnail, null, cancellationToken);
        return baseUrl + BlobName.PathOf(names[field]);
    }

    /// <summary>Stores a file of any kind that is to be sent with a message: under the type of the image it is, else as something to be saved. It stays when a
    /// message with <see cref="AttachmentFile.ClientId"/> is sent within a day.</summary>
    /// <param name="originalName">As the sender calls it, any text; null for none.</param>
    /// <returns>The file, or `invalid` when it is empty, `too_large`, `rate_limited` beyond a day's bytes.</returns>
    public async Task<Outcome<AttachmentFile>> StoreAttachmentAsync(
        UserId by, ReadOnlyMemory<byte> content, string? originalName, string baseUrl, string field, CancellationToken cancellationToken)
    {
        if (content.IsEmpty)
            return ImageRules.Invalid(field, $"`{field}` is an empty file.", "Choose the file again; it did not arrive.");
        if (content.Length > options.MaxAttachmentBytes)
            return ImageRules.TooLarge(field, options.MaxAttachmentBytes);
        if (limits.TakeBytes(by, content.Length) is { } limited)
            return limited;

        var type = ImageRules.Check(content.Span, field, options.MaxSide).TryGet(out var image, out _) ? image.ContentType : BlobName.AnyType;
        var names = await StoreAsync([new Picture(field, type, content)], BlobKind.Attachment, by, cancellationToken);
        return AttachmentFile.Of(names[field], baseUrl, originalName, type, content.Length);
    }

    /// <summary>A file that the user stored to be sent, by its address; null when it is none.</summary>
    public async Task<AttachmentFile?> FindAttachmentAsync(UserId by, string url, CancellationToken cancellationToken) =>
        BlobName.In(url) is { } name && await index.FindAsync(name, cancellationToken) is { Kind: BlobKind.Attachment } blob && blob.Owner == by
            ? AttachmentFile.Of(name, url[..^BlobName.PathOf(name).Length], null, blob.ContentType, blob.Size)
            : null;

    /// <summary>The message with the file is stored.</summary>
    public Task SentAsync(AttachmentFile file) => keeper.TidyAttachmentAsync(file.BlobName, isShown: true);

    private Outcome<Picture[]> CheckAvatar(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> sizes)
    {
        if (sizes.Keys.FirstOrDefault(name => !Sizes.Contains(name)) is { } unknown)
            return ImageRules.Invalid(unknown, "An avatar has the sizes `thumbnail`, `small`, `medium` and `large`.", "Use these names.");
        if (sizes.Count == 0)
            return ImageRules.Invalid(Medium, "There is no picture in this upload.", "Send at least `medium`, as a file.");
        if (sizes.Values.Sum(size => (long)size.Length) > options.MaxAvatarBytes)
            return ImageRules.TooLarge(Medium, options.MaxAvatarBytes);

        var images = new List<Picture>();
        foreach (var size in Sizes.Where(sizes.ContainsKey))
        {
            if (!ImageRules.Check(sizes[size].Span, size, options.MaxSide).TryGet(out var image, out var refusal))
                return refusal;
            images.Add(new Picture(size, image.ContentType, sizes[size]));
        }

        return images.ToArray();
    }

    /// <returns>The new name of each, by field.</returns>
    private async Task<Dictionary<string, string>> StoreAsync(IReadOnlyList<Picture> pictures, BlobKind kind, UserId? owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var named = pictures.ToDictionary(picture => BlobName.New(picture.ContentType), StringComparer.Ordinal);
        await index.AddAsync([.. named.Select(pair => new Blob(pair.Key, kind, owner, pair.Value.ContentType, pair.Value.Content.Length, now))], cancellationToken);
        await Task.WhenAll(named.Select(pair => store.PutAsync(pair.Key, pair.Value.Content, cancellationToken)));
        return named.ToDictionary(pair => pair.Value.Field, pair => pair.Key, StringComparer.Ordinal);
    }

    private sealed record Picture(string Field, string ContentType, ReadOnlyMemory<byte> Content);
}
