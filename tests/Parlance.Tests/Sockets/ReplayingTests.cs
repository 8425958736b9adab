using System.Text;
using Parlance.Core;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Tests.Sockets;

public class ReplayingTests
{
    private static readonly ConversationId Room = new(5);
    private static readonly Topic Topic = Topic.Of(Room);

    private readonly TestLoop _loop = TestLoop.Create(new SocketOptions { MaxOutgoingBytes = 400 });
    private readonly FanOut _fanOut;
    private readonly TestPeer _peer;

    public ReplayingTests()
    {
        _fanOut = new FanOut([_loop]);
        _peer = new TestPeer(_loop);
        _loop.Registry.Follow(_peer.Connection, Topic, 0);
    }

    [Fact]
    public void A_long_replay_to_a_slow_reader_waits_for_room_and_ends_once()
    {
        var ends = 0;
        _peer.Room = 0;
        _peer.Connection.Replay([.. Enumerable.Range(1, 100).Select(i => Posted(i))], () => ends++);
        _loop.Settle();
        _peer.Connection.Outgoing.Bytes.ShouldBeLessThan(200);
        ends.ShouldBe(0);

        while (_peer.Frames().Count < 100)
            _peer.Takes(50);
        _peer.Frames().ShouldBe(Enumerable.Range(1, 100).Select(i => $"text:MessagePosted {i}"));
        _peer.Takes(50);
        ends.ShouldBe(1);
    }

    [Fact]
    public void What_was_held_back_follows_the_replay_without_what_was_in_it()
    {
        _peer.Connection.Held = [];
        Deliver(Posted(2), Posted(3));
        _peer.NewFrames().ShouldBeEmpty();

        _peer.Connection.HasUpTo(2);
        _peer.Connection.ReleaseHeld(_ => { });
        Deliver(Posted(3), Posted(4));
        _peer.NewFrames().ShouldBe(["text:MessagePosted 3", "text:MessagePosted 4"]);
    }

    [Fact]
    public void One_that_was_answered_is_left_out_and_what_others_sent_before_it_is_not()
    {
        // Both are committed together: the answer to 11 is there before the event of 10.
        _peer.Connection.NeedsNot(11);
        Deliver(Posted(10), Posted(11), Posted(12));
        _peer.NewFrames().ShouldBe(["text:MessagePosted 10", "text:MessagePosted 12"]);
    }

    [Fact]
    public void One_that_was_answered_while_events_are_held_back_is_left_out_later()
    {
        _peer.Connection.Held = [];
        _peer.Connection.NeedsNot(11);
        Deliver(Posted(11), Posted(12));
        _peer.Connection.ReleaseHeld(_ => { });
        _loop.Settle();
        _peer.NewFrames().ShouldBe(["text:MessagePosted 12"]);
    }

    [Fact]
    public void A_session_whose_codec_asks_for_it_is_told_what_was_queued_for_it()
    {
        var (asks, silent) = (new TellingSession(), new TellingSession());
        foreach (var (session, reports) in new[] { (asks, true), (silent, false) })
        {
            var peer = new TestPeer(_loop, _ => session, new WordCodec(reports));
            _loop.Registry.Follow(peer.Connection, Topic, 0);
        }

        Deliver(Posted(1));
        asks.Delivered.ShouldBe([1]);
        silent.Delivered.ShouldBeEmpty();
    }

    [Fact]
    public void Pongs_and_the_end_of_a_conversation_reach_the_session()
    {
        var session = new TellingSession();
        var peer = new TestPeer(_loop, _ => session, EventCodec.Shared);
        _loop.Registry.Follow(peer.Connection, Topic, 0);

        peer.Sends(0x8A, "7");
        session.Pongs.ShouldBe(["7"]);

        Deliver(new ConversationChanged(AConversation()));
        session.Deleted.ShouldBe(0);
        Deliver(new ConversationChanged(AConversation() with { IsDeleted = true, Position = 3 }));
        session.Deleted.ShouldBe(1);
    }

    private void Deliver(params ChatEvent[] events)
    {
        _fanOut.Receive(events);
        _loop.Settle();
    }

    private static Parlance.Core.Conversations.Conversation AConversation() =>
        new() { Id = Room, Key = "lounge", Kind = Parlance.Core.Conversations.ConversationKind.Room, Name = "Lounge", CreatedAt = default, Position = 2 };

    private static MessagePosted Posted(long position) => new(new Message
    {
        Id = new MessageId(position), Conversation = Room, ConversationKey = "lounge", Seq = position, Sender = new UserId(1), SenderKey = "ana", SenderName = "Ana", Content = "x", SentAt = default,
    });

    private sealed class WordCodec(bool reports) : SocketCodec(reports)
    {
        public override Frame? Encode(ChatEvent e) => Frame.Text("x"u8);
    }

    private sealed class TellingSession : SocketSession
    {
        public List<long> Delivered { get; } = [];

        public List<string> Pongs { get; } = [];

        public int Deleted { get; private set; }

        public override void OnOpened()
        {
        }

        public override Task OnText(Span<byte> payload) => Task.CompletedTask;

        public override void OnOwnEvent(ChatEvent e)
        {
        }

        public override void OnTimer(long nowMs)
        {
        }

        public override void OnClosed()
        {
        }

        public override void OnDelivered(ConversationEvent e) => Delivered.Add(e.Position);

        public override void OnPong(ReadOnlySpan<byte> payload) => Pongs.Add(Encoding.UTF8.GetString(payload));

        public override void OnConversationDeleted(ConversationId conversation) => Deleted++;
    }
}
