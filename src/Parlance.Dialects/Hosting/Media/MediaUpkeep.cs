using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Media;
using Parlance.Core.Messages;

namespace Parlance.Dialects.Hosting.Media;

/// <summary>Deletes thumbnails soon after a conversation stops showing them and attachments soon after their message is deleted, and sweeps once an hour for what was left behind.</summary>
internal sealed partial class MediaUpkeep : BackgroundService, IEventSubscriber
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    // Changes that do not fit are found by the sweep.
    private readonly Channel<Conversation> _changed = Channel.CreateBounded<Conversation>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Channel<string> _freed = Channel.CreateBounded<string>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Channel<Message> _sent = Channel.CreateBounded<Message>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly MediaKeeper _keeper;
    private readonly TimeProvider _time;
    private readonly ILogger<MediaUpkeep> _logger;
    private readonly IDisposable _subscription;

    public MediaUpkeep(MediaKeeper keeper, IEventBus bus, TimeProvider time, ILogger<MediaUpkeep> logger)
    {
        (_keeper, _time, _logger) = (keeper, time, logger);
        _subscription = bus.Subscribe(this);
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            if (e is ConversationChanged { Value: { Kind: ConversationKind.Room or ConversationKind.Group } changed })
                _changed.Writer.TryWrite(changed);
            else if (e is MessagePosted { Message: { Attachments.Count: > 0 } sent })
                _sent.Writer.TryWrite(sent);
            else if (e is MessageChanged { Change: MessageChange.Deleted, Message: var deleted })
                Free(deleted);
        }
    }

    private void Free(Message deleted)
    {
        _sent.Writer.TryWrite(deleted);
        if (deleted.ClientId is { } id && AttachmentFile.NameOf(id) is { } name)
            _freed.Writer.TryWrite(name);
    }

    public override void Dispose()
    {
        _subscription.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            TidyAsync(_changed, _keeper.TidyAsync, stoppingToken),
            TidyAsync(_sent, _keeper.TidyMessageAsync, stoppingToken),
            TidyAsync(_freed, name => _keeper.TidyAttachmentAsync(name, isShown: false), stoppingToken),
            SweepAsync(stoppingToken));

    private async Task TidyAsync<T>(Channel<T> waiting, Func<T, Task> tidy, CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var next in waiting.Reader.ReadAllAsync(stoppingToken))
                await TryAsync(() => tidy(next));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops; the sweep of the next start finds what is left
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(() => _keeper.SweepAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(_logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5050, LogLevel.Warning, "Files that nobody uses any more could not be looked for; the next attempt is within the hour.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
