using System.Buffers.Binary;
using Parlance.Core;
using Parlance.Core.Messages;
using Parlance.Dialects.ChatRooms.Socket;
using Parlance.Tests.Sockets;

namespace Parlance.Tests.Dialects.ChatRooms;

public class DeliveryMarksTests
{
    private static readonly ConversationId One = new(1);
    private static readonly ConversationId Two = new(2);

    private readonly TestClock _clock = new();
    private readonly TestPeer _peer;
    private readonly DeliveryMarks _marks;
    private readonly List<string> _stored = [];

    public DeliveryMarksTests()
    {
        _peer = new TestPeer(TestLoop.Create(clock: _clock));
        _marks = new DeliveryMarks(_peer.Connection, arrived => _stored.Add(string.Join(' ', arrived.OrderBy(a => a.Key.Value).Select(a => $"{a.Key}:{a.Value}"))));
    }

    [Fact]
    public void Nothing_has_arrived_before_the_ping_behind_it_is_answered()
    {
        _marks.Sent(Message(One, 4));
        Pings().ShouldBe(1);
        _stored.ShouldBeEmpty();

        Answers(1);
        _stored.ShouldBe(["1:4"]);
    }

    [Fact]
    public void One_ping_at_a_time_is_under_way_and_what_comes_meanwhile_gets_the_next()
    {
        _marks.Sent(Message(One, 4));
        _marks.Sent(Message(One, 5));
        _marks.Sent(Message(Two, 1));
        Pings().ShouldBe(1);

        Answers(1);
        Pings().ShouldBe(1);
        _stored.ShouldBe(["1:4"]);
    }

    [Fact]
    public void A_busy_conversation_costs_one_receipt_a_second()
    {
        for (var i = 1; i <= 5; i++)
        {
            _marks.Sent(Message(One, i));
            Answers(i);
        }

        _stored.ShouldBe(["1:1"]);
        _peer.Connection.WakeAt.ShouldBeLessThan(long.MaxValue);
        _marks.Store(); // the timer, or the end
        _stored.ShouldBe(["1:1", "1:5"]);
    }

    [Fact]
    public void A_replay_is_asked_about_once()
    {
        _peer.Connection.Held = [];
        for (var i = 1; i <= 100; i++)
            _marks.Sent(Message(One, i));
        Pings().ShouldBe(0);

        _marks.Ask();
        Pings().ShouldBe(1);
        Answers(1);
        _stored.ShouldBe(["1:100"]);
    }

    [Fact]
    public void Answers_to_other_pings_say_nothing()
    {
        Answers(1);
        _marks.Sent(Message(One, 4));
        Answers(0);
        Answers(2);
        _marks.OnPong([]);
        _stored.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_not_answered_is_not_stored_at_the_end()
    {
        _marks.Sent(Message(One, 4));
        _marks.Store();
        _stored.ShouldBeEmpty();
    }

    private int Pings()
    {
        _peer.Loop.Settle();
        return _peer.NewFrames().Count(frame => frame.StartsWith("ping:", StringComparison.Ordinal));
    }

    private void Answers(long number)
    {
        var payload = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(payload, number);
        _marks.OnPong(payload);
    }

    private static Message Message(ConversationId conversation, long seq) => new()
    {
        Id = new MessageId(seq), Conversation = conversation, ConversationKey = "a-b", Seq = seq, Sender = new UserId(1), SenderKey = "a", SenderName = "a", Content = "x", SentAt = default,
    };
}
