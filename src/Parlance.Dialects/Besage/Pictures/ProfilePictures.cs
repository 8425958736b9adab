using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Media;

namespace Parlance.Dialects.Besage.Pictures;

/// <summary>Sets somebody's profile picture: here, or at the operator's image worker when there is one.</summary>
internal sealed class ProfilePictures(MediaService media, ImageWorker worker, AccountService accounts, UploadLimits limits)
{
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <param name="baseUrl">Scheme and host under which this server's files are reached, without trailing slash.</param>
    /// <returns>The changed user, or `invalid` with <paramref name="field"/> (empty, no image, too large), `rate_limited`, `unavailable`.</returns>
    public async Task<Outcome<User>> SetAsync(User user, string field, ReadOnlyMemory<byte> picture, string baseUrl, CancellationToken cancellationToken)
    {
        if (picture.IsEmpty)
            return Refusal.Invalid(field, "The submitted file is empty.");
        if (picture.Length > MaxBytes)
            return Refusal.Invalid(field, "The image is larger than 5 MB.");
        if (ImageSniffer.Sniff(picture.Span) is not { } image)
            return Refusal.Invalid(field, "Upload a valid image. The file you uploaded was either not an image or a corrupted image.");

        var old = user.AvatarUrl;
        var changed = worker.IsUsed
            ? await SendAsync(user, image.ContentType, picture, cancellationToken)
            : await KeepAsync(user, field, picture, baseUrl, cancellationToken);
        if (!changed.IsRefused)
            await worker.TryDeleteAsync(user.Id, old);
        return changed;
    }

    private async Task<Outcome<User>> KeepAsync(User user, string field, ReadOnlyMemory<byte> picture, string baseUrl, CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal) { [MediaService.Medium] = picture };
        var changed = await media.SetAvatarAsync(user.Id, sizes, baseUrl, cancellationToken);
        return changed.Refusal is { Code: RefusalCode.Invalid } refusal ? refusal with { Field = field } : changed;
    }

    private async Task<Outcome<User>> SendAsync(User user, string contentType, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        if (limits.TakeBytes(user.Id, picture.Length) is { } limited)
            return limited;
        if (!(await worker.PutAsync(user.Id, contentType, picture, cancellationToken)).TryGet(out var url, out var refusal))
            return refusal;
        var changed = await accounts.ChangeProfileAsync(user.Id, new ProfileChange(AvatarUrl: url), cancellationToken);
        if (changed.IsRefused)
            await worker.TryDeleteAsync(user.Id, url);
        return changed;
    }
}
