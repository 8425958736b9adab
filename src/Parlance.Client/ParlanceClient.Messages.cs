using Parlance.Client.Wire;

namespace Parlance.Client;

public sealed partial class ParlanceClient
{
    /// <summary>Posts a message and waits until it is committed, over as many connections as that takes; there is no other time limit.</summary>
    /// <remarks>
    /// Messages of this client are committed in the order of the calls. Cancelling stops the waiting and the retrying; the message may have been stored by then.
    /// </remarks>
    /// <param name="clientId">Identifies the message for ever: sending again under the same id, from any connection on any day, posts nothing and gives
    /// the first answer. Null for a new one (a version 7 UUID).</param>
    /// <exception cref="ParlanceException">The server refused it and stored nothing; <see cref="ParlanceException.ClientId"/> is the id to try again under.</exception>
    public async Task<SendAck> SendAsync(ConversationRef conversation, string content, SendOptions? options = null, string? clientId = null,
        CancellationToken cancellationToken = default)
    {
        clientId ??= Guid.CreateVersion7(_options.Time.GetUtcNow()).ToString();
        try
        {
            var command = Issue("send", f => f
                .To(conversation)
                .With("client_id", clientId)
                .With("content", content)
                .With("kind", options?.Kind)
                .With("reply_to", options?.ReplyTo)
                .With("mentions", options?.Mentions)
                .With("attachments", options?.Attachments), ClientJson.Default.SendAck, Repeat.Safe);
            try
            {
                return await command.Answer.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _outbox.Take(command.Id);
                throw;
            }
        }
        catch (ParlanceException e)
        {
            e.ClientId = clientId;
            throw;
        }
    }

    /// <param name="mentions">Null leaves them as they are.</param>
    public Task<ChangeAck> EditAsync(long message, string content, IReadOnlyList<long>? mentions = null, CancellationToken cancellationToken = default) =>
        CallAsync("edit", f => f.With("message", message).With("content", content).With("mentions", mentions), ClientJson.Default.ChangeAck, Repeat.Safe, cancellationToken);

    /// <summary>Removes the content; the message keeps its place.</summary>
    public Task<ChangeAck> DeleteAsync(long message, CancellationToken cancellationToken = default) =>
        CallAsync("delete", f => f.With("message", message), ClientJson.Default.ChangeAck, Repeat.Safe, cancellationToken);

    /// <param name="remove">Takes the reaction back.</param>
    public Task<ChangeAck> ReactAsync(long message, string emoji, bool remove = false, CancellationToken cancellationToken = default) =>
        CallAsync("react", f => f.With("message", message).With("emoji", emoji).WithFlag("remove", remove), ClientJson.Default.ChangeAck, Repeat.Safe, cancellationToken);

    /// <summary>A page of messages, oldest first: the newest ones, or those just before or after a sequence number. Give one of the two at most.</summary>
    public Task<HistoryPage> HistoryAsync(ConversationRef conversation, long? beforeSeq = null, long? afterSeq = null, int? limit = null,
        CancellationToken cancellationToken = default) =>
        CallAsync("history", f => f.To(conversation).With("before_seq", beforeSeq).With("after_seq", afterSeq).With("limit", limit),
            ClientJson.Default.HistoryPage, Repeat.Safe, cancellationToken);

    /// <summary>Messages one can read that hold these words.</summary>
    /// <param name="query">Words with spaces between; `"words in quotes"` stand side by side, `-word` is unwanted, `wor*` is the beginning of a word.</param>
    public Task<SearchPage> SearchAsync(string query, SearchOptions? options = null, CancellationToken cancellationToken = default) =>
        CallAsync("search", f => f
            .With("q", query)
            .With("sort", options is { NewestFirst: true } ? "newest" : null)
            .To(options?.Conversation)
            .With("from", options?.From)
            .With("limit", options?.Limit)
            .With("cursor", options?.Cursor), ClientJson.Default.SearchPage, Repeat.Safe, cancellationToken);

    /// <summary>Removes the history so far for oneself alone. What both people of a direct conversation removed is gone for good.</summary>
    /// <returns>How many messages are no longer to be seen; 0 when there was nothing to remove.</returns>
    public async Task<long> ClearAsync(ConversationRef conversation, CancellationToken cancellationToken = default)
    {
        var reply = await CallAsync("clear", f => f.To(conversation), ClientJson.Default.ClearReply, Repeat.Safe, cancellationToken);
        return reply.Removed;
    }
}
