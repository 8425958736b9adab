using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Core.Moderation;

namespace Parlance.Dialects.Hosting.Moderation;

/// <summary>Reports what filters flag, once it is stored. Every node looks; the same is reported once.</summary>
internal sealed partial class FlagReporter(ContentFilter filter, ReportService reports, IEventBus bus, ILogger<FlagReporter> logger) : BackgroundService, IEventSubscriber
{
    private const int MaxWaiting = 10_000;

    private readonly Channel<Message> _flagged = Channel.CreateBounded<Message>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private IDisposable? _subscription;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bus.Subscribe(this);
        return base.StartAsync(cancellationToken);
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        if (!filter.HasFlags)
            return;
        foreach (var e in events)
        {
            var message = e switch
            {
                MessagePosted posted => posted.Message,
                MessageChanged { Change: MessageChange.Edited, Message: var edited } => edited,
                _ => null,
            };
            if (message is { IsDeleted: false } && filter.Check(message.Content).IsFlagged && !_flagged.Writer.TryWrite(message))
                Log.TooMany(logger, message.Id.Value);
        }
    }

    public override void Dispose()
    {
        _subscription?.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var message in _flagged.Reader.ReadAllAsync(stoppingToken))
                await ReportAsync(message, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private async Task ReportAsync(Message message, CancellationToken cancellationToken)
    {
        try
        {
            await reports.FlagAsync(message, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e, message.Id.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5171, LogLevel.Warning, "Too many flagged messages wait to be reported; message {Message} is not.")]
        public static partial void TooMany(ILogger logger, long message);

        [LoggerMessage(5172, LogLevel.Error, "The flagged message {Message} could not be reported.")]
        public static partial void Failed(ILogger logger, Exception exception, long message);
    }
}
