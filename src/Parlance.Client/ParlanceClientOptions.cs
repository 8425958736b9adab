using Parlance.Client.Transport;

namespace Parlance.Client;

public sealed record ParlanceClientOptions
{
    /// <summary>The server's base address, `https://chat.example.com` or `http://127.0.0.1:8000`; a path before `/ws/v1` is kept.</summary>
    public required Uri Server { get; init; }

    public required ParlanceCredentials Credentials { get; init; }

    /// <summary>Where an earlier process stopped: the highest position it processed. Null for a fresh start.</summary>
    public long? Cursor { get; init; }

    /// <summary>Told whenever the server hands out new tokens or a guest key, before they are used: store them. Must be quick; called from the connection's loop.</summary>
    public Action<ParlanceCredentials>? CredentialsChanged { get; init; }

    /// <summary>Longest wait for the answer to a command other than a send, time without a connection included. Default 15 s.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for a connection and its first answer. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this long without a word from the server the client asks for a sign of life. Default 20 s, below every proxy's idle cut.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A server that gives no sign of life for this long after being asked is given up and connected to anew. Default 10 s.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Upper bound of the first random wait before a reconnect; it doubles with each failure. Default 250 ms.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Largest upper bound of that wait. Default 30 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Events kept for a reader who is behind. Default 16,384. Beyond it the client stops taking events and asks the server for them again
    /// once the reader has caught up: nothing is lost, memory stays bounded, and commands go on working even if nobody ever reads.</summary>
    public int EventCapacity { get; init; } = 16_384;

    /// <summary>Commands that may wait for an answer at once; beyond it a command fails with `outbox_full`. Default 10,000.</summary>
    public int OutboxCapacity { get; init; } = 10_000;

    /// <summary>Where messages given to `QueueAsync` wait. Default: a store that ends with the process; <see cref="FileOutboxStore"/> outlives it.</summary>
    public IOutboxStore OutboxStore { get; init; } = new MemoryOutboxStore();

    /// <summary>Tells the server by itself what reached this device, so that others see it as delivered. Default false: a program has no device to deliver to.</summary>
    public bool TellDelivered { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How to reach the server; a WebSocket unless a test puts something else here.</summary>
    public IParlanceTransportFactory Transport { get; init; } = new WebSocketTransportFactory();
}
