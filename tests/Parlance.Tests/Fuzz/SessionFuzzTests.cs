using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parlance.Core.Messages;
using Parlance.Dialects.Native;
using Parlance.Dialects.Native.Socket;
using Parlance.Sockets;
using Parlance.Tests.Server;
using Parlance.Tests.Sockets;

namespace Parlance.Tests.Fuzz;

/// <summary>A whole session on the real services and a real database, fed with bent frames.</summary>
public class SessionFuzzTests
{
    [Fact]
    public async Task Any_frame_gets_at_most_one_reply_and_nothing_fails()
    {
        var logger = new CapturingLogger<NativeDialect>();
        await using var server = await TestServer.Start(
            new() { ["RATE_LIMIT_SCALE"] = "1000000" }, replace: services => services.AddSingleton<ILogger<NativeDialect>>(logger));
        var native = server.App.Services.GetRequiredService<NativeServices>();
        var codec = server.App.Services.GetRequiredService<NativeCodec>();
        var loop = new TestLoop(new SocketOptions(), new TestClock(), server.App.Services.GetRequiredService<MessageLog>());

        await Rounds.Run(25, async random =>
        {
            var peer = new TestPeer(loop, connection => new NativeSession(connection, native), codec);
            if (random.Next(10) > 0)
            {
                await Answered(peer, """{"id":"hi","type":"hello","guest":{"name":"ana"}}""", "hi");
                peer.Connection.User.ShouldNotBeNull(); // or the fan-out would tell people what they did themselves
            }

            await Answered(peer, """{"id":"in","type":"join","conversation":"lounge","create":true}""", "in");

            var (sent, replies) = (0, 0);
            for (var i = 0; i < 40 && peer.Connection.IsOpen; i++)
            {
                sent++;
                peer.SendsBytes(FrameParserTests.Masked(0x81, Mutations.Frame(random)));
                await Idle(peer);
                replies += Replies(peer).Count;
                replies.ShouldBeLessThanOrEqualTo(sent);
            }

            if (peer.Connection.IsOpen)
                await Answered(peer, """{"id":"still here","type":"ping"}""", "still here");
            peer.Connection.Abort();
        });

        logger.Entries.Where(entry => entry.Level >= LogLevel.Error).ShouldBeEmpty();
    }

    /// <summary>Sends a frame and waits for the reply to it, or for the connection's end.</summary>
    private static async Task Answered(TestPeer peer, string frame, string id)
    {
        if (!peer.Connection.IsOpen)
            return;
        peer.Sends(frame);
        var answers = 0;
        await Eventually.Holds(() =>
        {
            peer.Loop.Settle();
            answers += Replies(peer).Count(reply => reply == id);
            return answers > 0 || !peer.Connection.IsOpen ? null : $"no answer to {id}";
        });
        answers.ShouldBeLessThanOrEqualTo(1);
    }

    private static async Task Idle(TestPeer peer)
    {
        var patience = DateTime.UtcNow + Eventually.Patience;
        while (peer.IsPaused && peer.Connection.IsOpen)
        {
            DateTime.UtcNow.ShouldBeLessThan(patience, "a command never ended");
            await Task.Yield();
            peer.Loop.Settle();
        }
    }

    /// <summary>The ids of the replies that came; events have a type and no id in front.</summary>
    private static List<string> Replies(TestPeer peer)
    {
        var replies = new List<string>();
        foreach (var frame in peer.NewFrames())
        {
            if (frame.StartsWith("text:", StringComparison.Ordinal) && JsonNode.Parse(frame[5..]) is JsonObject reply && !reply.ContainsKey("type"))
            {
                (reply.ContainsKey("ok") ^ reply.ContainsKey("error")).ShouldBeTrue();
                replies.Add(reply["id"]?.ToString() ?? "");
            }
        }

        return replies;
    }
}
