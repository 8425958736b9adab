using Parlance.Core.Accounts;

namespace Parlance.Core.Media;

/// <summary>Pictures people upload: checked by what they are rather than by what they are called, stored under random names that never change. Safe for concurrent use.</summary>
public sealed class MediaService
{
    /// <summary>Stores the sizes of an avatar, makes them the user's, and deletes what they replace.</summary>
    /// <param name="sizes">`thumbnail`, `small`, `medium`, `large`, each the bytes of an image; `medium` alone stands for all.</param>
    /// <param name="baseUrl">Scheme and host under which this server's files are reached, without trailing slash.</param>
    /// <returns>The changed user, or `invalid` with the field (no image, none at all), `too_large`.</returns>
    public Task<Outcome<User>> SetAvatarAsync(UserId user, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> sizes, string baseUrl, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Takes the avatar away and deletes its files.</summary>
    public Task<Outcome<User>> RemoveAvatarAsync(UserId user, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Stores an image that came as `data:image/…;base64,…`, for a room's thumbnail.</summary>
    /// <returns>Its absolute URL, or `invalid`, `too_large`.</returns>
    public Task<Outcome<string>> StoreDataUrlAsync(string dataUrl, string baseUrl, CancellationToken cancellationToken) => throw new NotSupportedException();
}
