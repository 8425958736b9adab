using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

public class FanOutTests
{
    private static readonly ConversationId Room = new(5);
    private static readonly UserId Ana = new(12);
    private static readonly Person AnaShown = new(Ana, "ana", "Ana", null);

    private readonly TestLoop _loop = TestLoop.Create(new SocketOptions { MaxOutgoingBytes = 1_000 });
    private readonly FanOut _fanOut;

    public FanOutTests() => _fanOut = new FanOut([_loop]);

    [Fact]
    public void An_event_is_encoded_once_for_each_codec_however_many_follow()
    {
        var (first, second) = (new EventCodec(), new EventCodec());
        var peers = Enumerable.Range(0, 300).Select(i => Follower(codec: i % 3 == 0 ? first : second)).ToList();

        Deliver(Posted(1), Posted(2));

        first.Calls.ShouldBe(2);
        second.Calls.ShouldBe(2);
        peers.ShouldAllBe(peer => peer.Frames().SequenceEqual(new[] { "text:MessagePosted 1", "text:MessagePosted 2" }));
    }

    [Fact]
    public void Loops_share_what_was_encoded()
    {
        var codec = new EventCodec();
        var other = TestLoop.Create();
        var peers = new[] { Follower(codec: codec), Follower(codec: codec, loop: other) };

        new FanOut([_loop, other]).Receive([Posted(1)]);
        _loop.Settle();
        other.Settle();

        codec.Calls.ShouldBe(1);
        peers.ShouldAllBe(peer => peer.Frames().Count == 1);
    }

    [Fact]
    public void A_dialect_without_a_word_for_an_event_is_asked_once_and_says_nothing()
    {
        var codec = new EventCodec(unknown: typeof(Typing));
        var peers = Enumerable.Range(0, 10).Select(_ => Follower(codec: codec)).ToList();

        Deliver(new Typing(Room, "lounge", AnaShown, default, true), Posted(1));

        codec.Calls.ShouldBe(2);
        peers.ShouldAllBe(peer => peer.Frames().SequenceEqual(new[] { "text:MessagePosted 1" }));
    }

    [Fact]
    public void Events_reach_only_those_who_follow_in_order()
    {
        var follower = Follower();
        var stranger = Follower(room: 6);

        for (var position = 1; position <= 50; position += 2)
            Deliver(Posted(position), Posted(position + 1));

        follower.Frames().ShouldBe(Enumerable.Range(1, 50).Select(i => $"text:MessagePosted {i}"));
        stranger.Frames().ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_twice_is_told_once()
    {
        var peer = Follower(position: 3);

        Deliver(Posted(2), Posted(3), Posted(4), Posted(4));
        Deliver(Posted(3), Posted(5));

        peer.Frames().ShouldBe(["text:MessagePosted 4", "text:MessagePosted 5"]);
    }

    [Fact]
    public void During_a_replay_stored_events_are_held_back_and_passing_ones_are_not_told()
    {
        var peer = Follower();
        peer.Connection.Held = [];

        Deliver(Posted(1), new Typing(Room, "lounge", AnaShown, default, true), Posted(2));

        peer.Frames().ShouldBeEmpty();
        peer.Connection.Held!.Select(held => held.Event.Position).ShouldBe([1, 2]);
        peer.Connection.Held!.ShouldAllBe(held => held.Subscription!.Connection == peer.Connection);
        peer.Connection.PositionOf(Topic.Of(Room)).ShouldBe(0);
    }

    [Fact]
    public void Whoever_holds_back_too_much_is_too_slow()
    {
        var peer = Follower();
        peer.Connection.Held = [];

        Deliver([.. Enumerable.Range(1, 10_001).Select(i => Posted(i))]);

        peer.Frames().ShouldBe(["close:4008 too_slow; resume"]);
    }

    [Fact]
    public void Whoever_joins_follows_from_their_own_joining_on()
    {
        var peer = Owner();
        peer.Session.OnOwn = e => _loop.Registry.Follow(peer.Connection, Topic.Of(Room), ((MemberChanged)e).Position);

        Deliver(Posted(1), Membership(2, MemberState.Joined), Posted(3));

        peer.Session.OwnEvents.Count.ShouldBe(1);
        peer.Frames().ShouldBe(["text:MessagePosted 3"]); // the session tells its own joining itself
    }

    [Theory]
    [InlineData(MemberState.Left)]
    [InlineData(MemberState.Removed)]
    [InlineData(MemberState.Banned)]
    public void Whoever_leaves_hears_of_it_and_nothing_after(MemberState state)
    {
        var peer = Owner();
        var other = Follower();
        _loop.Registry.Follow(peer.Connection, Topic.Of(Room), 0);
        peer.Session.OnOwn = _ => _loop.Registry.Unfollow(peer.Connection, Topic.Of(Room));

        Deliver(Posted(1), Membership(2, state), Posted(3));

        peer.Frames().ShouldBe(["text:MessagePosted 1", "text:MemberChanged 2"]);
        other.Frames().ShouldBe(["text:MessagePosted 1", "text:MemberChanged 2", "text:MessagePosted 3"]);
    }

    [Fact]
    public void Presence_reaches_those_who_watch_and_a_profile_its_owner_too()
    {
        var owner = Owner();
        var watcher = new TestPeer(_loop);
        _loop.Registry.Follow(watcher.Connection, Topic.PresenceOf(Ana), 0);
        var user = new User { Id = Ana, Key = "k", DisplayName = "Ana", Role = UserRole.Member, CreatedAt = default };

        Deliver(new PresenceChanged(AnaShown, true, default), new ProfileChanged(user), new PresenceChanged(AnaShown with { Id = new UserId(99) }, true, default));

        watcher.Frames().ShouldBe(["text:PresenceChanged", "text:ProfileChanged"]);
        owner.Session.OwnEvents.ShouldHaveSingleItem().ShouldBeOfType<ProfileChanged>();
        owner.Frames().ShouldBeEmpty();
    }

    [Fact]
    public void What_one_does_oneself_need_not_be_told_to_ones_own_connections()
    {
        var (own, second, nobody, other) = (Follower(), Follower(), Follower(), Follower());
        own.Connection.User = second.Connection.User = Ana;
        other.Connection.User = new UserId(13);

        Deliver(new Entered(Room, "lounge", AnaShown, default), new BroadcastStarted(Room, "lounge", AnaShown, default), new Departed(Room, "lounge", AnaShown, default));

        foreach (var peer in new[] { own, second })
            peer.Frames().ShouldBe(["text:Departed"]);
        foreach (var peer in new[] { nobody, other })
            peer.Frames().ShouldBe(["text:Entered", "text:BroadcastStarted", "text:Departed"]);
    }

    [Fact]
    public void A_session_that_goes_while_its_user_is_told_does_not_disturb_the_others()
    {
        var peers = new[] { Owner(), Owner(), Owner() };
        foreach (var peer in peers)
            peer.Session.OnOwn = _ => peer.Connection.Abort();

        Deliver(new SessionsEnded(Ana, null, RefusalCode.Banned));

        peers.ShouldAllBe(peer => peer.IsCut && peer.Session.OwnEvents.Count == 1);
        _loop.Registry.TopicCount.ShouldBe(0);
    }

    [Fact]
    public void Past_half_of_its_room_a_slow_reader_misses_what_passes_and_nothing_that_stays()
    {
        var (slow, quick) = (Follower(), Follower());
        slow.Room = 0;
        var posted = Enumerable.Range(1, 30).Select(i => Posted(i)).ToArray(); // about 20 bytes each: past 500 of 1,000

        Deliver([.. posted]);
        Deliver(new Typing(Room, "lounge", AnaShown, default, true));
        slow.Takes(10_000);

        slow.Frames().ShouldBe(posted.Select(e => $"text:{EventCodec.Describe(e)}"));
        quick.Frames().Count.ShouldBe(31);
    }

    [Fact]
    public void A_reader_who_takes_nothing_is_closed_and_the_others_get_everything()
    {
        var slow = Follower();
        slow.Room = 7; // one frame is half sent
        var others = Enumerable.Range(0, 20).Select(_ => Follower()).ToList();

        for (var position = 1; position <= 100; position++)
            Deliver(Posted(position));
        slow.Takes(10_000);

        slow.Frames().ShouldBe(["text:MessagePosted 1", "close:4008 too_slow; resume"]);
        others.ShouldAllBe(peer => peer.Frames().SequenceEqual(Enumerable.Range(1, 100).Select(i => $"text:MessagePosted {i}")));
    }

    [Fact]
    public void Whoever_typed_hears_of_it_only_in_a_dialect_that_has_words_for_that()
    {
        var (silent, echoing) = (Follower(), Follower(codec: new EventCodec(own: e => $"own {e.GetType().Name}")));
        silent.Connection.User = Ana;
        echoing.Connection.User = Ana;
        var other = Follower();

        Deliver(new Typing(Room, "lounge", AnaShown, default, true));

        silent.Frames().ShouldBeEmpty();
        echoing.Frames().ShouldBe(["text:own Typing"]);
        other.Frames().ShouldBe(["text:Typing"]);
    }

    [Fact]
    public void A_session_that_is_asked_decides_for_its_connection_alone()
    {
        var codec = new EventCodec(asks: true);
        var (picky, open) = (Follower(codec: codec), Follower(codec: codec));
        picky.Session.WantsEvent = e => e is MessagePosted;

        Deliver(new Typing(Room, "lounge", AnaShown, default, true), Posted(1));

        picky.Frames().ShouldBe(["text:MessagePosted 1"]);
        open.Frames().ShouldBe(["text:Typing", "text:MessagePosted 1"]);
        codec.Calls.ShouldBe(2);
    }

    [Fact]
    public void What_was_held_back_is_asked_about_when_it_is_let_through()
    {
        var peer = Follower(codec: new EventCodec(asks: true));
        peer.Connection.Held = [];
        Deliver(Posted(1), Posted(2));
        peer.Session.WantsEvent = e => e.Position == 2;

        peer.Connection.ReleaseHeld(_ => { });
        _loop.Settle();

        peer.Frames().ShouldBe(["text:MessagePosted 2"]);
    }

    [Fact]
    public void Those_who_watch_somebody_are_told_themselves_too()
    {
        var peer = new TestPeer(_loop);
        _loop.Registry.Follow(peer.Connection, Topic.PresenceOf(Ana), 0);

        Deliver(new PresenceChanged(AnaShown, true, default));

        peer.Session.Watched.ShouldHaveSingleItem().ShouldBeOfType<PresenceChanged>();
    }

    private TestPeer Follower(long room = 5, long position = 0, EventCodec? codec = null, TestLoop? loop = null)
    {
        var peer = new TestPeer(loop ?? _loop, codec);
        peer.Loop.Registry.Follow(peer.Connection, Topic.Of(new ConversationId(room)), position);
        return peer;
    }

    private TestPeer Owner()
    {
        var peer = new TestPeer(_loop);
        _loop.Registry.Follow(peer.Connection, Topic.Of(Ana), 0);
        return peer;
    }

    private void Deliver(params ChatEvent[] events)
    {
        _fanOut.Receive(events);
        _loop.Settle();
    }

    private static MessagePosted Posted(long position) => new(new Message
    {
        Id = new MessageId(position), Conversation = Room, ConversationKey = "lounge", Seq = position, Sender = Ana, SenderKey = "ana", SenderName = "Ana", Content = "x", SentAt = default,
    });

    private static MemberChanged Membership(long position, MemberState state) =>
        new(new Member { Conversation = Room, User = Ana, DisplayName = "Ana", JoinedAt = default, State = state, Position = position }, Ana);
}
