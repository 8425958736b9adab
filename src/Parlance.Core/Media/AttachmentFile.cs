using Parlance.Core.Messages;

namespace Parlance.Core.Media;

/// <summary>A stored file on its way into a message.</summary>
/// <remarks>
/// File and message find each other by the message's client id, which holds the file's name: no step between storing the one and the other can be lost, and
/// the file goes with the message. So a file belongs to the first message that is sent with it.
/// </remarks>
public sealed record AttachmentFile(string BlobName, Attachment Attachment)
{
    private const string Prefix = "file:";
    private const int MaxName = 255;

    /// <summary>The client id under which the message is to be sent.</summary>
    public string ClientId => ClientIdOf(BlobName);

    public static string ClientIdOf(string blobName) => Prefix + blobName;

    /// <returns>Null when the message was not sent with a file.</returns>
    public static string? NameOf(string clientId) =>
        clientId.StartsWith(Prefix, StringComparison.Ordinal) && Media.BlobName.ContentTypeOf(clientId[Prefix.Length..]) is not null ? clientId[Prefix.Length..] : null;

    internal static AttachmentFile Of(string blobName, string baseUrl, string? originalName, string contentType, long size) =>
        new(blobName, new Attachment(baseUrl + Media.BlobName.PathOf(blobName), Shown(originalName) ?? blobName, contentType, size));

    /// <summary>The last part of what the sender calls it; null when nothing can be shown of it.</summary>
    private static string? Shown(string? name)
    {
        name = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        if (string.IsNullOrEmpty(name) || !TextRules.IsClean(name) || !TextRules.HasVisible(name))
            return null;
        return name.Length <= MaxName ? name : string.Concat(name.EnumerateRunes().Take(MaxName / 2));
    }
}
