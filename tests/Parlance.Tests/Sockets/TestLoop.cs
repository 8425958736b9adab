using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

/// <summary>A loop without a thread: the test turns it, and everything happens then and in order.</summary>
internal sealed class TestLoop(SocketOptions options, TestClock clock, MessageLog log) : SocketLoop("test", options, log, clock, NullLogger.Instance)
{
    public static readonly MessageLog NoLog = new(new NoStore(), new NoBus(), new MessageLogOptions(), NullLogger<MessageLog>.Instance);

    public static TestLoop Create(SocketOptions? options = null, TestClock? clock = null) => new(options ?? new SocketOptions(), clock ?? new TestClock(), NoLog);

    /// <summary>Turns until nothing is left to do at once.</summary>
    public void Settle()
    {
        for (var i = 0; i < 8; i++)
            Turn();
    }

    protected override void Poll(int timeoutMs) => BeginTurn();

    protected override void Wake()
    {
    }

    protected override void Release()
    {
    }

    private sealed class NoStore : ILogStore
    {
        public ILogTransaction Begin() => throw new StorageException("These tests store nothing.");
    }

    private sealed class NoBus : IEventBus
    {
        public void Publish(IReadOnlyList<ChatEvent> events) => throw new NotSupportedException();

        public IDisposable Subscribe(IEventSubscriber subscriber) => throw new NotSupportedException();
    }
}
