using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;

namespace Parlance.Core.Media;

/// <summary>Deletes stored files that nobody shows any more. Safe for concurrent use.</summary>
public sealed partial class MediaKeeper(IBlobStore store, IBlobIndex index, TimeProvider time, ILogger<MediaKeeper> logger) : IProfileFiles
{
    private const int SweepPage = 500;

    /// <summary>How long a file may wait for the profile or conversation that shows it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private string _sweptUpTo = ""; // one sweep at a time runs

    /// <summary>Looks at all that the user ever uploaded, not at the addresses given: these may be somebody else's.</summary>
    public Task ReleaseAsync(UserId owner, IReadOnlyCollection<string> urls) => TidyAsync(owner, []);

    /// <summary>Marks files as used and deletes those that the user's profile named once and does not name now. Trouble is logged, not thrown.</summary>
    /// <param name="shown">New names in the profile.</param>
    public Task TidyAsync(UserId user, string[] shown) => SettleAsync(shown, null, () => index.OfUserAsync(user, CancellationToken.None));

    /// <summary>Deletes the thumbnails that the conversation showed and does not show now; all of them when it is deleted. Trouble is logged, not thrown.</summary>
    public Task TidyAsync(Conversation conversation)
    {
        string[] shown = conversation is { IsDeleted: false, ThumbnailUrl: { } url } && BlobName.In(url) is { } name ? [name] : [];
        return SettleAsync(shown, conversation.Id, () => index.OfConversationAsync(conversation.Id, CancellationToken.None));
    }

    /// <summary>A message was sent with the file, or deleted. Trouble is logged, not thrown.</summary>
    public Task TidyAttachmentAsync(string name, bool isShown) =>
        SettleAsync(isShown ? [name] : [], null, async () => isShown ? [] : await index.FindAsync(name, CancellationToken.None) is { } blob ? [blob] : []);

    /// <summary>A message was sent with attachments, or deleted: its files are kept, or deleted with it. Trouble is logged, not thrown.</summary>
    public async Task TidyMessageAsync(Message message)
    {
        try
        {
            if (!message.IsDeleted)
                await index.MarkSentAsync([.. message.Attachments.Select(attachment => BlobName.In(attachment.Url)).OfType<string>()], message.Sender, message.Id, CancellationToken.None);
            else
                await SettleAsync([], null, () => index.OfMessageAsync(message.Id, CancellationToken.None));
        }
        catch (StorageException e)
        {
            Log.NotDeleted(logger, e);
        }
    }

    /// <summary>For files that were stored in vain. Trouble is logged, not thrown.</summary>
    public async Task TryDeleteAsync(IEnumerable<string> names)
    {
        try
        {
            foreach (var name in names)
                await DeleteAsync(name, CancellationToken.None);
        }
        catch (StorageException e)
        {
            Log.NotDeleted(logger, e);
        }
    }

    /// <summary>Deletes what a process left behind that died in between: all files that were never used within a day, and of the others a page, so that some calls see them all. One call at a time.</summary>
    /// <returns>How many were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        var before = time.GetUtcNow() - Patience;
        for (var after = ""; await index.UnusedAsync(before, after, SweepPage, cancellationToken) is { Count: > 0 } page; after = page[^1].Name)
            deleted += await JudgeAsync(page, cancellationToken);

        var used = await index.UsedAsync(_sweptUpTo, SweepPage, cancellationToken);
        _sweptUpTo = used.Count < SweepPage ? "" : used[^1].Name;
        deleted += await JudgeAsync(used, cancellationToken);
        if (deleted > 0)
            Log.Swept(logger, deleted);
        return deleted;
    }

    private async Task<int> JudgeAsync(IReadOnlyList<Blob> blobs, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var blob in blobs)
        {
            if (await index.IsReferencedAsync(blob, cancellationToken))
            {
                if (!blob.WasUsed)
                    await index.MarkUsedAsync([blob.Name], null, cancellationToken);
                continue;
            }

            await DeleteAsync(blob.Name, cancellationToken);
            deleted++;
        }

        return deleted;
    }

    /// <summary>Marks files as used, then deletes those of the group that were used and are no longer referenced.</summary>
    private async Task SettleAsync(string[] used, ConversationId? by, Func<Task<IReadOnlyList<Blob>>> group)
    {
        try
        {
            if (used.Length > 0)
                await index.MarkUsedAsync(used, by, CancellationToken.None);
            // One that was never used may be on its way into the profile at this moment.
            foreach (var blob in await group())
            {
                if (blob.WasUsed && !await index.IsReferencedAsync(blob, CancellationToken.None))
                    await DeleteAsync(blob.Name, CancellationToken.None);
            }
        }
        catch (StorageException e)
        {
            Log.NotDeleted(logger, e);
        }
    }

    /// <summary>The file first: a row without one is found again, a file without a row never.</summary>
    private async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(name, cancellationToken);
        await index.RemoveAsync([name], cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1040, LogLevel.Warning, "Files that nobody uses any more could not be deleted now; the hourly sweep tries again.")]
        public static partial void NotDeleted(ILogger logger, Exception exception);

        [LoggerMessage(1041, LogLevel.Information, "{Count} files that nobody used were deleted.")]
        public static partial void Swept(ILogger logger, int count);
    }
}
