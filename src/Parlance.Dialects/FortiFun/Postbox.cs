using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Media;
using Parlance.Core.Messages;

namespace Parlance.Dialects.FortiFun;

/// <summary>Sends the messages of this wire: what its rules are beyond the core's, and how a file goes along.</summary>
internal sealed class Postbox(MessageService messages, IMessageStore store, MediaService media)
{
    /// <summary>Characters of a message here (contract, defect 18); other wires allow more.</summary>
    public const int MaxContent = 4_000;

    public static readonly Refusal TooLong = Refusal.Invalid("content", $"Assurez-vous que ce champ comporte au plus {MaxContent} caractères.");

    public static readonly Refusal Blocked = new(RefusalCode.Forbidden, FortiFunWords.Blocked, "Unblock the other one first, if it was you.");

    /// <returns>The stored message, or `invalid`, `forbidden` when one has blocked the other, `not_found`.</returns>
    public async Task<Outcome<Message>> PostAsync(Access access, User sender, string content, AttachmentFile? file, CancellationToken cancellationToken)
    {
        if (content.Length > MaxContent && content.EnumerateRunes().Count() > MaxContent)
            return TooLong;
        if (access.IsBlocked)
            return Blocked;

        var linked = file ?? await FindLinkedAsync(sender.Id, content, cancellationToken);
        // A file goes with the first message it is sent with; the next one merely names it.
        if (linked is not null && await store.FindByClientIdAsync(sender.Id, linked.ClientId, cancellationToken) is not null)
            linked = null;
        var posted = await messages.PostAsync(access, sender, content, clientId: linked?.ClientId, attachments: file is null ? null : [file.Attachment]);
        if (linked is not null && !posted.IsRefused)
            await media.SentAsync(linked);
        return posted;
    }

    /// <summary>A file that clients upload first and then name in the text.</summary>
    private async Task<AttachmentFile?> FindLinkedAsync(UserId sender, string content, CancellationToken cancellationToken)
    {
        if (!content.Contains(BlobName.PathOf(""), StringComparison.Ordinal))
            return null;
        foreach (var word in content.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => BlobName.In(word) is not null).Take(4))
        {
            if (await media.FindAttachmentAsync(sender, word, cancellationToken) is { } file)
                return file;
        }

        return null;
    }
}
