using System.Text.Json;
using System.Threading.Channels;

namespace Parlance.Scenarios.Harness.Blink;

/// <summary>One socket of the random chat. It is read all the time, so that it answers pings however long its story has nothing to ask.</summary>
public sealed class BlinkSocket : JsonSocket
{
    private readonly Channel<WireSocket.Frame> _frames = Channel.CreateUnbounded<WireSocket.Frame>();
    private readonly Task _reading;

    private BlinkSocket(WireSocket wire, string who)
        : base(wire, who) => _reading = ReadAsync();

    /// <summary>Frames nobody has looked at yet, in order; ends with the connection.</summary>
    public ChannelReader<WireSocket.Frame> Incoming => _frames.Reader;

    /// <summary>What the partner was told that this one is called; known once <see cref="AreMatched"/> has compared the two.</summary>
    public string Id { get; private set; } = "";

    public static Task<BlinkSocket> Open(int port, string path, string who, params string[] headers) => Open(port, path, who, headers, wire => new BlinkSocket(wire, who));

    /// <summary>Checks that the next frame of each is the one of the same match, and that the first is the initiator.</summary>
    /// <returns>The session's id.</returns>
    public static async Task<string> AreMatched(BlinkSocket initiator, BlinkSocket other)
    {
        var (first, second) = (await initiator.Sees("matched"), await other.Sees("matched"));
        first.GetProperty("is_initiator").GetBoolean().ShouldBeTrue(initiator.Who);
        second.GetProperty("is_initiator").GetBoolean().ShouldBeFalse(other.Who);
        var session = first.Text("session_id")!;
        Guid.TryParseExact(session, "D", out _).ShouldBeTrue(session);
        second.Text("session_id").ShouldBe(session);
        initiator.IsCalled(second);
        other.IsCalled(first);
        return session;
    }

    public Task Says(string message) => Sends(("type", "chat"), ("message", message));

    /// <summary>The next frame, which must be of this type and hold these fields alone.</summary>
    public override async Task<JsonElement> Sees(string type)
    {
        var frame = await base.Sees(type);
        frame.EnumerateObject().Select(field => field.Name).ShouldBe(type switch
        {
            "connected" => ["type", "user"],
            "waiting" => ["type", "message"],
            "matched" => ["type", "session_id", "partner", "is_initiator"],
            "chat" => ["type", "message", "sender_id"],
            "signal" => ["type", "payload"],
            _ => ["type"],
        }, $"{Who} was told {frame}");
        return frame;
    }

    public async Task SeesWaiting() => (await Sees("waiting")).Text("message").ShouldBe("Looking for someone...", Who);

    public async Task SeesChat(string message, BlinkSocket from)
    {
        var chat = await Sees("chat");
        (chat.Text("message"), chat.Text("sender_id")).ShouldBe((message, from.Id), Who);
    }

    /// <summary>The next frame as text.</summary>
    public async Task<string> SeesWords()
    {
        var frame = await NextFrame("anything");
        frame.OpCode.ShouldBe(WireSocket.Text, Who);
        return frame.Words;
    }

    /// <summary>Checks that nothing came to either besides what was checked: what each says to the other is the other's next frame.</summary>
    public static async Task SeeNothingMore(BlinkSocket one, BlinkSocket other)
    {
        var word = Guid.NewGuid().ToString();
        await one.Says(word);
        await other.Says(word);
        await other.SeesChat(word, one);
        await one.SeesChat(word, other);
    }

    /// <summary>As a page that is closed: a close frame, and nothing is read any more.</summary>
    public override async Task Leaves()
    {
        await Wire.SendFrameAsync(WireSocket.Close, new byte[] { 0x03, 0xE9 });
        await _reading.WaitAsync(Eventually.Patience);
        await Wire.DisposeAsync();
    }

    /// <summary>The TCP connection ends without a word.</summary>
    public Task Vanishes() => DisposeAsync().AsTask();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _reading;
    }

    private void IsCalled(JsonElement matched)
    {
        var id = matched.GetProperty("partner").Text("user_id")!;
        if (Id.Length > 0)
            id.ShouldBe(Id, Who);
        Id = id;
    }

    protected override async Task<WireSocket.Frame> NextFrame(string awaited)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        try
        {
            return await _frames.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{Who} waited for {awaited} in vain.", e);
        }
        catch (ChannelClosedException e)
        {
            throw new ShouldAssertException($"{Who} waited for {awaited}, and the connection ended.", e);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await Wire.ReadFrameAsync(TimeSpan.FromMinutes(10)) is { } frame)
            {
                if (frame.OpCode is WireSocket.Text or WireSocket.Binary or WireSocket.Close)
                    _frames.Writer.TryWrite(frame);
                if (frame.OpCode == WireSocket.Close)
                    break;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            // The story is over, or the line was cut.
        }

        _frames.Writer.TryComplete();
    }
}
