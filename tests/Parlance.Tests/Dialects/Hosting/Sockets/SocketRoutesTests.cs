using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Tests.Sockets;

namespace Parlance.Tests.Dialects.Hosting.Sockets;

public class SocketRoutesTests
{
    // The general ones first, so that their place does not decide.
    private static readonly SocketRoutes Routes = new([
        new Paths("rooms", "/ws/{room}/{user}", "/ws/dm/{user}") { Reserved = new HashSet<string> { "chat", "user" } },
        new Paths("forti", "/ws/{kind}/{id}/events", "/ws/notifications"),
        new Paths("besage", "/ws/chat/{id}", "/ws/{a}/{b}"),
        new Paths("native", "/ws/v1"),
    ]);

    [Theory]
    [InlineData("/ws/v1", "native /ws/v1")]
    [InlineData("/ws/v1/", "native /ws/v1")]
    [InlineData("/ws/notifications", "forti /ws/notifications")]
    [InlineData("/ws/lounge/u1", "rooms /ws/{room}/{user} lounge u1")]
    [InlineData("/ws/lounge/u1/", "rooms /ws/{room}/{user} lounge u1")]
    [InlineData("/ws/dm/u1", "rooms /ws/dm/{user} u1")]
    [InlineData("/ws/v1/u1", "rooms /ws/{room}/{user} v1 u1")]
    [InlineData("/ws/Chat/u1", "rooms /ws/{room}/{user} Chat u1")]
    [InlineData("/ws/chat/12", "besage /ws/chat/{id} 12")]
    [InlineData("/ws/user/u1", "besage /ws/{a}/{b} user u1")] // reserved in one dialect, free for the next
    [InlineData("/ws/a/b/events", "forti /ws/{kind}/{id}/events a b")]
    [InlineData("/ws/a b/ü", "rooms /ws/{room}/{user} a b ü")]
    [InlineData("/ws/{room}/{user}", "rooms /ws/{room}/{user} {room} {user}")]
    [InlineData("/ws/v1//", null)]
    [InlineData("/WS/v1", null)]
    [InlineData("//ws/v1", null)]
    [InlineData("/ws", null)]
    [InlineData("/ws/", null)]
    [InlineData("/ws/lounge", null)]
    [InlineData("/ws/lounge/", null)]
    [InlineData("/ws//u1", null)]
    [InlineData("/ws/lounge//", null)]
    [InlineData("/ws/lounge/u1//", null)]
    [InlineData("/ws/lounge/u1/x", null)]
    [InlineData("/", null)]
    [InlineData("", null)]
    public void A_path_belongs_to_the_route_that_is_literal_longest(string path, string? expected) =>
        (Routes.Find(path, "") is { } match ? string.Join(' ', [match.Dialect.Name, match.Route.Path, .. match.Segments]) : null).ShouldBe(expected);

    [Fact]
    public void A_reserved_first_segment_that_nobody_else_takes_is_no_path() =>
        new SocketRoutes([new Paths("rooms", "/ws/{room}/{user}") { Reserved = new HashSet<string> { "chat" } }]).Find("/ws/chat/u1", "").ShouldBeNull();

    [Fact]
    public void The_http_server_maps_each_shape_once() =>
        Routes.Patterns.ShouldBe(["/ws/notifications", "/ws/v1", "/ws/chat/{id}", "/ws/dm/{user}", "/ws/{room}/{user}", "/ws/{kind}/{id}/events"], ignoreOrder: true);

    [Theory]
    [InlineData("", "blink")]
    [InlineData("token=x", "forti")]
    public void Of_two_with_one_path_the_first_that_takes_the_query_answers(string query, string expected) =>
        new SocketRoutes([new Paths("blink", "/ws/chat") { Takes = q => q.Length == 0 }, new Paths("forti", "/ws/chat")]).Find("/ws/chat/", query)!.Value.Dialect.Name.ShouldBe(expected);

    [Fact]
    public void The_last_one_takes_what_the_others_leave() =>
        new SocketRoutes([new Paths("blink", "/ws/chat") { Takes = q => q.Length == 0 }]).Find("/ws/chat", "token=x")!.Value.Dialect.Name.ShouldBe("blink");

    [Theory]
    [InlineData("/ws/chat/12", "besage")]
    [InlineData("/ws/chat/0", "rooms")]
    [InlineData("/ws/chat/-1", "rooms")]
    [InlineData("/ws/chat/1e3", "rooms")]
    [InlineData("/ws/chat/abc", "rooms")]
    [InlineData("/ws/chat/99999999999999999999", "rooms")]
    public void A_route_of_numbers_leaves_other_paths_to_others(string path, string expected) =>
        new SocketRoutes([new Paths("besage", "/ws/chat/{id}") { TakesNumbers = true }, new Paths("rooms", "/ws/{room}/{user}")]).Find(path, "")!.Value.Dialect.Name.ShouldBe(expected);

    private sealed class Paths(string name, params string[] paths) : IDialect
    {
        public IReadOnlySet<string> Reserved { get; init; } = new HashSet<string>();

        public Func<string, bool> Takes { get; init; } = _ => true;

        public bool TakesNumbers { get; init; }

        public string Name => name;

        public IReadOnlyList<SocketRoute> Sockets =>
            [.. paths.Select(path => new SocketRoute(path, EventCodec.Shared, (connection, _) => new EchoSession(connection)) { Reserved = Reserved, Takes = Takes, TakesNumbers = TakesNumbers })];

        public void Map(IEndpointRouteBuilder endpoints)
        {
        }
    }
}
