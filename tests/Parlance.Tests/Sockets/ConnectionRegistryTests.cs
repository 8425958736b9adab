using Parlance.Core;
using Parlance.Sockets;

namespace Parlance.Tests.Sockets;

public class ConnectionRegistryTests
{
    private readonly TestLoop _loop = TestLoop.Create();

    private ConnectionRegistry Registry => _loop.Registry;

    [Fact]
    public void Whoever_follows_is_found_until_they_unfollow()
    {
        var (ana, ben) = (Connect(), Connect());
        Registry.Follow(ana, Room(1), 7);
        Registry.Follow(ben, Room(1), 9);

        Followers(Room(1)).ShouldBe([ana, ben], ignoreOrder: true);
        ana.Follows(Room(1)).ShouldBeTrue();
        ana.PositionOf(Room(1)).ShouldBe(7);

        Registry.Unfollow(ana, Room(1));
        Registry.Unfollow(ana, Room(1));
        Registry.Unfollow(ana, Room(2));

        Followers(Room(1)).ShouldBe([ben]);
        ana.Follows(Room(1)).ShouldBeFalse();
        ana.PositionOf(Room(1)).ShouldBe(-1);
    }

    [Fact]
    public void Following_again_keeps_one_subscription_and_the_higher_position()
    {
        var ana = Connect();

        var first = Registry.Follow(ana, Room(1), 7);
        Registry.Follow(ana, Room(1), 5).ShouldBeSameAs(first);
        ana.PositionOf(Room(1)).ShouldBe(7);
        Registry.Follow(ana, Room(1), 9);

        ana.PositionOf(Room(1)).ShouldBe(9);
        Followers(Room(1)).ShouldBe([ana]);
    }

    [Fact]
    public void Topics_of_one_number_and_different_kinds_are_apart()
    {
        var ana = Connect();
        Registry.Follow(ana, Topic.Of(new ConversationId(3)), 0);

        Followers(Topic.Of(new UserId(3))).ShouldBeEmpty();
        Followers(Topic.PresenceOf(new UserId(3))).ShouldBeEmpty();
    }

    [Fact]
    public void A_connection_that_ends_leaves_nothing_behind()
    {
        var peer = new TestPeer(_loop);
        var other = Connect();
        for (var i = 0; i < 50; i++)
            Registry.Follow(peer.Connection, Room(i), 0);
        Registry.Follow(other, Room(7), 0);

        peer.Connection.Abort();

        peer.Connection.Subscriptions.ShouldBeEmpty();
        Registry.TopicCount.ShouldBe(1);
        Followers(Room(7)).ShouldBe([other]);
    }

    [Fact]
    public void Random_comings_and_goings_agree_with_a_plain_set()
    {
        var random = new Random(17);
        var connections = Enumerable.Range(0, 20).Select(_ => Connect()).ToArray();
        var expected = new HashSet<(Connection Connection, Topic Topic)>();
        for (var i = 0; i < 20_000; i++)
        {
            var connection = connections[random.Next(connections.Length)];
            var topic = Room(random.Next(10));
            switch (random.Next(10))
            {
                case < 5:
                    Registry.Follow(connection, topic, i);
                    expected.Add((connection, topic));
                    break;
                case < 9:
                    Registry.Unfollow(connection, topic);
                    expected.Remove((connection, topic));
                    break;
                default:
                    Registry.UnfollowAll(connection);
                    expected.RemoveWhere(e => e.Connection == connection);
                    break;
            }

            if (i % 100 == 0)
            {
                for (var t = 0; t < 10; t++)
                    Followers(Room(t)).ShouldBe(expected.Where(e => e.Topic == Room(t)).Select(e => e.Connection), ignoreOrder: true);
                Registry.TopicCount.ShouldBe(expected.Select(e => e.Topic).Distinct().Count());
            }
        }
    }

    [Fact]
    public void Leaving_a_room_of_thousands_moves_one_of_them_and_no_other_room()
    {
        var leaver = Connect();
        var others = Enumerable.Range(0, 2_000).Select(_ => Connect()).ToArray();
        foreach (var other in others.Take(1_000))
            Registry.Follow(other, Room(1), 0);
        Registry.Follow(leaver, Room(1), 0);
        foreach (var other in others)
        {
            Registry.Follow(other, Room(1), 0);
            Registry.Follow(other, Room(2), 0);
        }

        var before = others.SelectMany(o => o.Subscriptions).ToDictionary(s => s, s => s.Index);
        Registry.UnfollowAll(leaver);

        before.Count(s => s.Key.Index != s.Value).ShouldBe(1);
        before.Where(s => s.Key.Topic == Room(2)).ShouldAllBe(s => s.Key.Index == s.Value);
    }

    private static Topic Room(long id) => Topic.Of(new ConversationId(id));

    private Connection Connect() => new TestPeer(_loop).Connection;

    private List<Connection> Followers(Topic topic)
    {
        var found = new List<Connection>();
        foreach (var subscription in Registry.Following(topic))
            found.Add(subscription.Connection);
        return found;
    }
}
