using System.Text;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Dialects.ChatRooms.Socket;
using Parlance.Dialects.Native.Socket;
using Parlance.Sockets;
using Parlance.Sockets.Frames;
using Parlance.Tests.Dialects.ChatRooms;
using Parlance.Tests.Sockets;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Budgets;

/// <summary>Alone: an allocation of another test's thread would not count, but what other tests register would.</summary>
[CollectionDefinition(nameof(BudgetTests), DisableParallelization = true)]
public sealed class BudgetTestsAlone;

[Collection(nameof(BudgetTests))]
public class BudgetTests(SqliteEngine engine) : StoreContract(engine), IClassFixture<SqliteEngine>
{
    private static readonly MessagePosted Posted = new(new Message
    {
        Id = new MessageId(1044), Conversation = new ConversationId(5), ConversationKey = "lounge", Seq = 42, Sender = new UserId(12), SenderKey = "ana", SenderName = "Ana", Content = new string('x', 120),
        ClientId = "0193490e-7c7e-7000-8000-2f1f5bb3a001", SentAt = DateTimeOffset.FromUnixTimeMilliseconds(1763697660000),
    });

    [Fact]
    public void A_message_event_is_encoded()
    {
        var codec = new NativeCodec();
        Budget.ShouldHold("native_codec_message_event", () => codec.Encode(Posted));
    }

    [Fact]
    public void The_head_of_a_send_is_read()
    {
        var frame = Encoding.UTF8.GetBytes(NativeWirePage.Examples["send"]);
        Budget.ShouldHold("command_head_send", () => CommandHead.Read(frame, out _));
    }

    [Fact]
    public void A_message_event_is_encoded_for_the_chat_rooms()
    {
        var codec = new RoomCodec();
        Budget.ShouldHold("rooms_codec_message_event", () => codec.Encode(Posted));
    }

    [Fact]
    public void A_chat_rooms_message_is_read()
    {
        var frame = Encoding.UTF8.GetBytes(RoomsFixtures.Read("sent_message"));
        Budget.ShouldHold("rooms_inbound_message", () => _ = InboundFrame.TryRead(frame, out var read) ? read.Content.Text : null);
    }

    [Fact]
    public void A_frame_is_queued_and_sent()
    {
        var queue = new OutgoingQueue(1_000_000);
        var frame = Frame.Text(new byte[120]);
        var scratch = new byte[4_096];
        Budget.ShouldHold("outgoing_queue_frame", () =>
        {
            queue.TryEnqueue(frame);
            queue.TryEnqueue(frame);
            queue.Advance(queue.Peek(scratch).Length);
        }, operationsACall: 2);
    }

    [Fact]
    public void An_event_reaches_each_further_follower_without_a_byte()
    {
        var (one, hundredAndOne) = (DeliveryTo(1), DeliveryTo(101));
        // An event's table of frames has a place for every codec of the process, and other tests have made many.
        var table = SocketCodec.Count * IntPtr.Size;
        Budget.ShouldHold("delivery_event", Budget.Measure(one, Budget.Bytes("delivery_event") + table) - table);

        var perEvent = Budget.Measure(one, 0);
        Budget.ShouldHold("delivery_follower", (Budget.Measure(hundredAndOne, perEvent) - perEvent) / 100);
    }

    [Fact]
    public void A_message_is_appended_to_the_log()
    {
        const int batch = 100;
        var room = Room();
        var best = double.MaxValue;
        for (var round = 0; round < 40 && best > Budget.Bytes("sqlite_append_message"); round++)
        {
            // The entries are the caller's; what storing them takes is counted.
            var posts = Enumerable.Range(0, batch).Select(_ => NewPost(room, Posted.Message.Content, Unique("client-"))).ToArray();
            var before = GC.GetAllocatedBytesForCurrentThread();
            using (var transaction = LogStore.Begin())
            {
                transaction.Append(posts);
                transaction.Commit();
            }

            best = Math.Min(best, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)batch);
            posts.ShouldAllBe(post => post.Message != null && !post.IsRepeat);
        }

        Budget.ShouldHold("sqlite_append_message", best);
    }

    [Fact]
    public void Every_budget_is_checked() => Budget.Names.ShouldBe(
        ["native_codec_message_event", "command_head_send", "rooms_codec_message_event", "rooms_inbound_message", "outgoing_queue_frame", "delivery_event", "delivery_follower", "sqlite_append_message"], ignoreOrder: true);

    /// <summary>One event through the fan-out to this many connections, and out of their queues.</summary>
    private static Action DeliveryTo(int followers)
    {
        var loop = TestLoop.Create();
        var codec = new FinishedCodec();
        for (var i = 0; i < followers; i++)
        {
            var connection = new Connection(loop, new Sink(), "192.0.2.1");
            connection.Open(new EchoSession(connection), codec);
            loop.Registry.Follow(connection, Topic.Of(Posted.Conversation), 0);
        }

        var fanOut = new FanOut([loop]);
        // Passing, so that the same event can be told again; a stored one would be a repeat.
        ChatEvent[] events = [new Typing(Posted.Conversation, "lounge", new Person(new UserId(12), "ana", "Ana", null), default, true)];
        return () =>
        {
            fanOut.Receive(events);
            loop.Turn();
        };
    }

    private sealed class FinishedCodec : SocketCodec
    {
        private readonly Frame _frame = Frame.Text(new byte[120]);

        public override Frame? Encode(ChatEvent e) => _frame;
    }

    private sealed class Sink : Transport
    {
        public override int Send(ReadOnlySpan<byte> bytes) => bytes.Length;

        public override void PauseReading()
        {
        }

        public override void ResumeReading()
        {
        }

        public override void Close()
        {
        }
    }
}
