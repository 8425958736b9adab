using System.Text;
using System.Text.RegularExpressions;
using Parlance.Scenarios.Harness.Across;

namespace Parlance.Scenarios.Stories.AcrossFamilies;

/// <summary>One slash at the end of a path changes nothing, on any path of any family. X10, R2.</summary>
public partial class Slashes(EverywhereServers servers)
{
    /// <summary>Of the table of paths that the families share a server by; what stands for more has `/…` here.</summary>
    private static readonly string[] Table =
    [
        "/health", "/api/health", "/api", "/api/auth/register", "/api/auth/token", "/api/auth/token/refresh", "/api/auth/me", "/api/auth/login", "/api/auth/logout", "/api/users/…",
        "/api/chats/…", "/api/messages/…", "/api/reactions/…", "/api/token", "/api/token/refresh", "/api/v1/accounts/…", "/api/v1/conversations/…", "/api/v1/auth/…", "/api/v1/matching/…", "/api/v1/matches",
        "/auth/signup", "/auth/login", "/auth/me", "/auth/logout", "/users/…", "/rooms/…", "/avatars/…", "/conversations/…", "/messages/…",
    ];

    [Theory, EveryEngine]
    public async Task Every_path_answers_the_same_with_and_without_it(Engine engine)
    {
        await using var all = await servers.On(engine);
        var (ana, bob) = (await all.Person("ana"), await all.Person("bob"));
        var (besage, rooms) = (await ana.AtBesage(), await ana.AtRooms());
        var opened = await besage.Post("/api/chats/", Body.Of(("participants_ids", new System.Text.Json.Nodes.JsonArray(bob.Id))));
        var chat = opened.Json.Number("id");
        var message = (await besage.Post("/api/messages/", Body.Of(("chat", chat), ("content", "hi")))).Json.Number("id");
        var document = (await all.Stranger().Get("/openapi.json")).Ok().GetProperty("paths");
        var paths = document.EnumerateObject().Select(path => path.Name.TrimEnd('/')).Where(path => path.Length > 0).Distinct().ToList();
        foreach (var expected in Table)
            paths.Any(path => expected.EndsWith('…') ? path.StartsWith(expected.TrimEnd('…', '/'), StringComparison.Ordinal) : path == expected).ShouldBeTrue(expected);

        var caller = all.Stranger();
        var asked = 0;
        foreach (var path in document.EnumerateObject())
        {
            foreach (var verb in path.Value.EnumerateObject())
            {
                if (path.Name.Trim('/').Length == 0 || verb.Name is not ("get" or "post" or "put" or "patch" or "delete"))
                    continue;
                var method = HttpMethod.Parse(verb.Name);
                foreach (var family in (string?[])[null, "native", "forti"])
                {
                    // What changes something is asked of things that are not there; what only reads, of hers.
                    var concrete = Parameter().Replace(path.Name.TrimEnd('/'), name => method != HttpMethod.Get ? "999999" : name.Value switch
                    {
                        "{message}" or "{mid}" or "{message_id}" => $"{message}",
                        "{conversation}" or "{chat_id}" => $"{chat}",
                        "{user_id}" or "{user}" => path.Name.StartsWith("/api", StringComparison.Ordinal) ? $"{ana.Id}" : ana.Key,
                        "{id}" => path.Name.Contains("users", StringComparison.Ordinal) ? $"{ana.Id}" : path.Name.Contains("messages/{id}", StringComparison.Ordinal) ? $"{message}" : $"{chat}",
                        _ => "999999",
                    });
                    var (with, without) = (await Ask(concrete + "/"), await Ask(concrete));
                    for (var again = 0; with != without && again < 3; again++) // others come and go meanwhile; what always differs is a mistake
                        (with, without) = (await Ask(concrete + "/"), await Ask(concrete));
                    with.ShouldBe(without, $"{method} {concrete} with a token of {family ?? "nobody"}");
                    asked++;

                    async Task<(int Status, string Body)> Ask(string target)
                    {
                        caller.Token = family is null ? null : Harness.Forti.Tokens.Of(ana.Id, family); // of its own: some of these end the session
                        using var body = method == HttpMethod.Get ? null : new StringContent("{}", Encoding.UTF8, "application/json");
                        var answer = await caller.Send(method, target, body);
                        answer.Status.ShouldNotBe(500, answer.Request);
                        return (answer.Status, Changing().Replace(answer.Text, "*"));
                    }
                }
            }
        }

        asked.ShouldBeGreaterThan(300);
        (await caller.Get("/api//health")).Status.ShouldBe(404); // two are not one
    }

    [Theory, EveryEngine]
    public async Task Every_socket_opens_the_same_with_and_without_it(Engine engine)
    {
        await using var all = await servers.On(engine);
        var (ana, bob) = (await all.Person("ana"), await all.Person("bob"));
        var (besage, forti, rooms) = (await ana.AtBesage(), await ana.AtForti(), await ana.AtRooms());
        var opened = await besage.Post("/api/chats/", Body.Of(("participants_ids", new System.Text.Json.Nodes.JsonArray(bob.Id))));
        var id = opened.Json.Number("id");

        foreach (var (path, query, takes) in ((string, string, bool)[])[
            ("/ws/chat", $"token={forti.Token}", true), ($"/ws/chat/{id}", $"token={besage.Token}", true), ("/ws/user", $"token={besage.Token}", true), ($"/ws/conversations/{id}", $"token={forti.Token}", true),
            ("/ws/notifications", $"token={forti.Token}", true), ($"/ws/dm/{ana.Key}", "", true), ($"/ws/lounge/{ana.Key}", "username=Ana", true), ("/ws/v1", "", true),
            ("/ws/chat", "token=garbage", true), ("/ws/chat", "", true), ("/ws/chat/999999", $"token={besage.Token}", false), ($"/ws/chat/{id}", "", false), ("/ws/user", "token=garbage", false), ("/ws/chat/abc", "", false), ("/ws/user/x", "", false)])
        {
            // Both at once: who leaves meanwhile would be told of, too.
            await using var with = await WireSocket.DialAsync(all.Server.Port);
            await using var without = await WireSocket.DialAsync(all.Server.Port);
            (await Shake(with, path + "/")).ShouldBe(await Shake(without, path), path);

            async Task<(string Status, string First)> Shake(WireSocket wire, string target)
            {
                var status = await wire.HandshakeAsync($"{target}?{query}", $"X-Forwarded-For: {rooms.Address}");
                status.StartsWith("HTTP/1.1 101", StringComparison.Ordinal).ShouldBe(takes, target);
                if (!takes || path is "/ws/v1" || path.StartsWith("/ws/dm", StringComparison.Ordinal))
                    return (status, "");
                var first = (await wire.ReadFrameAsync()).ShouldNotBeNull();
                return (status, first.CloseCode is { } code ? $"closed with {code}" : Changing().Replace(first.Words, "*"));
            }
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    /// <summary>Tokens, keys, ids, times and figures.</summary>
    [GeneratedRegex(@"eyJ[\w.-]+|\b[0-9a-z]{26}\.bin|[0-9a-f]{8}-[0-9a-f-]{27}|\d[\d:.TZ-]*")]
    private static partial Regex Changing();
}
