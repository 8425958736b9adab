using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

/// <summary>The real loops on a real port. Skipped where there is no epoll.</summary>
public sealed class SocketServerTests : IAsyncLifetime
{
    private readonly SocketServer _server = new(
        new SocketOptions { Loops = 2, DrainSpread = TimeSpan.FromSeconds(1) }, TestLoop.NoLog, TimeProvider.System, NullLogger<SocketServer>.Instance);

    private readonly ConcurrentQueue<Socket> _handedOver = new();
    private readonly EchoGate _gate = new();
    private EndPoint _address = null!;
    private Func<Task> _stopListening = () => Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        Assert.SkipUnless(SocketServer.CanListen, "There is no epoll here.");
        var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen(512);
        _address = listening.LocalEndPoint!;
        _server.Start();
        _stopListening = _server.Listen(listening, _gate, _handedOver.Enqueue);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopListening();
        await _server.DisposeAsync();
        foreach (var socket in _handedOver)
            socket.Dispose();
    }

    [Fact]
    public async Task Texts_come_back()
    {
        using var peer = await RawPeer.Connect(_address);

        await peer.Says("hello");

        (await peer.Reads(7)).ShouldBe([0x81, 5, .. "hello"u8]);
    }

    [Fact]
    public async Task A_handshake_that_is_decided_later_is_answered_then_and_others_do_not_wait_for_it()
    {
        var decided = new TaskCompletionSource();
        _gate.Until = decided.Task;
        using var late = await RawPeer.Dial(_address);
        await late.Sends((byte[])[.. Encoding.ASCII.GetBytes(RawPeer.Handshake), .. FrameParserTests.Masked(0x81, "early"u8.ToArray()), .. FrameParserTests.Masked(0x88, [])]);
        await Eventually.Holds(() => Task.FromResult(_gate.IsAsked ? null : "the gate has not been asked"));
        _gate.Until = null;
        using var other = await RawPeer.Connect(_address);
        await other.Says("hello");
        (await other.Reads(7)).ShouldBe([0x81, 5, .. "hello"u8]);

        decided.SetResult();

        var said = await late.ReadsToTheEnd();
        Encoding.ASCII.GetString(said).ShouldStartWith("HTTP/1.1 101 Switching Protocols\r\n");
        said[^9..].ShouldBe([0x81, 5, .. "early"u8, 0x88, 0]);
    }

    [Fact]
    public async Task A_gate_that_fails_leaves_the_handshake_to_the_http_server()
    {
        var decided = new TaskCompletionSource();
        _gate.Until = decided.Task;
        using var peer = await RawPeer.Dial(_address);
        await peer.Sends(Encoding.ASCII.GetBytes(RawPeer.Handshake));

        decided.SetException(new InvalidOperationException("storage is away"));

        await Eventually.Holds(() => Task.FromResult(_handedOver.Count == 1 ? null : "nothing was handed over"));
    }

    [Fact]
    public async Task Frames_right_behind_the_handshake_are_heard()
    {
        using var peer = await RawPeer.Dial(_address);

        await peer.Sends((byte[])[.. Encoding.ASCII.GetBytes(RawPeer.Handshake), .. FrameParserTests.Masked(0x81, "at once"u8.ToArray()), .. FrameParserTests.Masked(0x88, [])]);

        var said = await peer.ReadsToTheEnd();
        Encoding.ASCII.GetString(said).ShouldStartWith("HTTP/1.1 101 Switching Protocols\r\n");
        said[^11..].ShouldBe([0x81, 7, .. "at once"u8, 0x88, 0]);
    }

    [Theory]
    [InlineData("GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n")]
    [InlineData("\u0016\u0003\u0001")]
    public async Task What_is_no_whole_handshake_is_handed_over_untouched(string request)
    {
        using var peer = await RawPeer.Dial(_address);
        var bytes = Encoding.Latin1.GetBytes(request);

        await peer.Sends(bytes);

        Socket? other = null;
        await Eventually.Holds(() => _handedOver.TryDequeue(out other) ? null : "not handed over yet");
        using var _ = other;
        await peer.Sends("and more"u8.ToArray());
        var seen = new byte[bytes.Length + 8];
        other!.Blocking = true;
        await using var stream = new NetworkStream(other);
        await stream.ReadExactlyAsync(seen, TestContext.Current.CancellationToken);
        seen.ShouldBe([.. bytes, .. "and more"u8]);
        _server.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_thousand_that_come_and_drop_leave_nothing_behind()
    {
        for (var wave = 0; wave < 10; wave++)
        {
            var peers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RawPeer.Connect(_address)));
            await Eventually.Holds(() => _server.ConnectionCount == 100 ? null : $"{_server.ConnectionCount} connections");
            for (var i = 0; i < peers.Length; i++)
            {
                if (i % 2 == 0)
                    peers[i].Drops();
                else
                    peers[i].Dispose();
            }

            await Eventually.Holds(() => _server.ConnectionCount == 0 ? null : $"{_server.ConnectionCount} connections");
        }

        foreach (var loop in _server.Loops)
            (await On(loop, () => loop.Registry.TopicCount)).ShouldBe(0);
    }

    [Fact]
    public async Task A_drain_closes_everybody_with_1012_and_a_moment_to_come_back()
    {
        var peers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => RawPeer.Connect(_address)));
        var ends = peers.Select(async peer =>
        {
            var head = await peer.Reads(4);
            var reason = Encoding.UTF8.GetString(await peer.Reads(head[1] - 2));
            await peer.Sends(FrameParserTests.Masked(0x88, head[2..]));
            (await peer.ReadsToTheEnd()).ShouldBeEmpty();
            return (Opcode: head[0], Code: head[2] << 8 | head[3], Reason: reason);
        }).ToList();

        await _server.DrainAsync(TestContext.Current.CancellationToken);

        var told = await Task.WhenAll(ends);
        told.ShouldAllBe(end => end.Opcode == 0x88 && end.Code == 1012 && end.Reason.StartsWith("restarting; reconnect in "));
        told.Select(end => end.Reason).Distinct().Count().ShouldBeGreaterThan(10);
        _server.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_stream_that_was_upgraded_elsewhere_is_served_alike()
    {
        var (ours, theirs) = await Pair();
        await using var stream = new NetworkStream(theirs, ownsSocket: true);
        var served = _server.RunAsync(stream, new AcceptedUpgrade(EchoGate.Open, EventCodec.Shared, "192.0.2.7"));
        using var peer = ours;
        await using var wire = new NetworkStream(peer);
        var big = new string('x', 60_000);

        for (var i = 0; i < 20; i++)
            await wire.WriteAsync(FrameParserTests.Masked(0x81, Encoding.UTF8.GetBytes($"{i:D2}{big}")), TestContext.Current.CancellationToken);
        for (var i = 0; i < 20; i++)
        {
            var frame = new byte[4 + 2 + big.Length];
            await wire.ReadExactlyAsync(frame, TestContext.Current.CancellationToken);
            Encoding.UTF8.GetString(frame.AsSpan(4, 2)).ShouldBe($"{i:D2}");
        }

        await wire.WriteAsync(FrameParserTests.Masked(0x88, [3, 0xE8]), TestContext.Current.CancellationToken);
        var answer = new byte[4];
        await wire.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        answer.ShouldBe([0x88, 2, 3, 0xE8]);
        await served.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        _server.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_stream_whose_peer_is_gone_ends()
    {
        var (ours, theirs) = await Pair();
        await using var stream = new NetworkStream(theirs, ownsSocket: true);
        var served = _server.RunAsync(stream, new AcceptedUpgrade(EchoGate.Open, EventCodec.Shared, "192.0.2.7"));
        await Eventually.Holds(() => _server.ConnectionCount == 1 ? null : "not open yet");

        ours.Dispose();

        await served.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        _server.ConnectionCount.ShouldBe(0);
    }

    private static async Task<(Socket Ours, Socket Theirs)> Pair()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var ours = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await ours.ConnectAsync(listener.LocalEndpoint, TestContext.Current.CancellationToken);
        return (ours, await listener.AcceptSocketAsync(TestContext.Current.CancellationToken));
    }

    private static Task<T> On<T>(SocketLoop loop, Func<T> read)
    {
        var answer = new TaskCompletionSource<T>();
        loop.Post(() => answer.SetResult(read()));
        return answer.Task;
    }
}
