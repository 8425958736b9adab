using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parlance.Core.Events;
using Parlance.Core.Matchmaking;
using Parlance.Core.Moderation;

namespace Parlance.Dialects.Hosting.Moderation;

/// <summary>Reports what filters flag, once it is stored. Every node looks; the same is reported once.</summary>
internal sealed partial class FlagReporter(ContentFilter filter, ReportService reports, IEventBus bus, ILogger<FlagReporter> logger) : BackgroundService, IEventSubscriber
{
    private const int MaxWaiting = 10_000;

    private readonly Channel<ChatEvent> _flagged = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
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
            var isFlagged = e switch
            {
                MessagePosted { Message: { IsDeleted: false } posted } => filter.Check(posted.Content).IsFlagged,
                MessageChanged { Change: MessageChange.Edited, Message: { IsDeleted: false } edited } => filter.Check(edited.Content).IsFlagged,
                MatchText text => text.IsFlagged,
                _ => false,
            };
            if (isFlagged && !_flagged.Writer.TryWrite(e))
                Log.TooMany(logger, WhatIs(e));
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
            await foreach (var e in _flagged.Reader.ReadAllAsync(stoppingToken))
                await ReportAsync(e, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private async Task ReportAsync(ChatEvent flagged, CancellationToken cancellationToken)
    {
        try
        {
            await (flagged switch
            {
                MessagePosted posted => reports.FlagAsync(posted.Message, cancellationToken),
                MessageChanged changed => reports.FlagAsync(changed.Message, cancellationToken),
                MatchText text => (Task)reports.FlagAsync(text, cancellationToken),
                _ => Task.CompletedTask,
            });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e, WhatIs(flagged));
        }
    }

    /// <summary>For the log, which holds no words of anybody.</summary>
    private static string WhatIs(ChatEvent flagged) => flagged switch
    {
        ConversationEvent e => $"message {e.Position}",
        MatchText text => $"match {text.Match}",
        _ => flagged.GetType().Name,
    };

    private static partial class Log
    {
        [LoggerMessage(5171, LogLevel.Warning, "Too much that is flagged waits to be reported; {What} is not.")]
        public static partial void TooMany(ILogger logger, string what);

        [LoggerMessage(5172, LogLevel.Error, "What a filter flagged ({What}) could not be reported.")]
        public static partial void Failed(ILogger logger, Exception exception, string what);
    }
}
