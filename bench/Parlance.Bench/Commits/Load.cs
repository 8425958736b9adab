using System.Diagnostics;
using Parlance.Core;
using Parlance.Core.Messages;

namespace Parlance.Bench.Commits;

/// <summary>Senders who each have one message under way and send the next when the last is acknowledged.</summary>
internal sealed class Load(MessageLog log, IReadOnlyList<ConversationId> conversations, UserId sender)
{
    /// <summary>As long as the messages of the fan-out scenarios.</summary>
    public static readonly string Content = new('x', 100);

    private long _acknowledged;

    /// <summary>All messages ever acknowledged, whichever method sent them.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <returns>Messages acknowledged while the time ran.</returns>
    public async Task<long> RunAsync(int senders, TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var sent = await Task.WhenAll(Enumerable.Range(0, senders).Select(i => Task.Run(() => SendUntilAsync(conversations[i % conversations.Count], began, duration))));
        return sent.Sum();
    }

    /// <summary>One message on its own: from handing it to the log until the log's writer acknowledges it.</summary>
    public async Task<TimeSpan> MeasureAsync()
    {
        var entry = Entry(conversations[0]);
        var began = Stopwatch.GetTimestamp();
        return Stopwatch.GetElapsedTime(began, await SendAsync(entry));
    }

    private async Task<long> SendUntilAsync(ConversationId conversation, long began, TimeSpan duration)
    {
        for (long sent = 0; ; sent++)
        {
            var acknowledged = await SendAsync(Entry(conversation));
            if (Stopwatch.GetElapsedTime(began, acknowledged) > duration)
                return sent;
        }
    }

    private async Task<long> SendAsync(Sending entry)
    {
        if (!log.TryEnqueue(entry))
            throw new InvalidOperationException("The message log took no more.");
        var at = await entry.Acknowledged;
        Interlocked.Increment(ref _acknowledged);
        return at;
    }

    private Sending Entry(ConversationId conversation) => new()
    {
        Conversation = conversation,
        ConversationKey = "bench",
        Sender = sender,
        SenderKey = "bench",
        SenderName = "bench",
        Content = Content,
        ClientId = Guid.CreateVersion7().ToString(),
        SentAt = DateTimeOffset.UtcNow,
    };

    private sealed class Sending : AppendEntry
    {
        private readonly TaskCompletionSource<long> _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>When the writer said that the message is on disk.</summary>
        public Task<long> Acknowledged => _acknowledged.Task;

        public override void OnCommitted()
        {
            if (Refusal is null)
                _acknowledged.SetResult(Stopwatch.GetTimestamp());
            else
                _acknowledged.SetException(new InvalidOperationException($"The message log refused: {Refusal.Sentence}"));
        }
    }
}
