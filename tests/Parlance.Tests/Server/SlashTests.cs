using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Parlance.Tests.Server;

/// <summary>Rule R2 of the contracts: one trailing slash makes no difference and is never redirected.</summary>
public class SlashTests
{
    [Fact]
    public async Task Every_path_answers_alike_with_and_without_a_slash_and_not_with_two()
    {
        await using var server = await TestServer.Start(new() { ["RATE_LIMIT_SCALE"] = "1000" });
        var endpoints = ((IEndpointRouteBuilder)server.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.RoutePattern.RawText!.Contains("**", StringComparison.Ordinal)) // all below `/app/` is the web app's own
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"],
                (endpoint, method) => (Method: method, Path: "/" + Filled(endpoint.RoutePattern.RawText!.Trim('/'))))
            .Where(one => one.Path != "/" && one.Method != "HEAD").Distinct().ToList();
        endpoints.Count.ShouldBeGreaterThan(40);

        foreach (var (method, path) in endpoints)
        {
            var plain = await Ask(server, method, path);
            var slash = await Ask(server, method, path + "/");
            slash.ShouldBe(plain, $"{method} {path}/");
            plain.Status.ShouldNotBeInRange(300, 399, path);
            plain.Body.ShouldNotContain("There is nothing at this path", customMessage: $"{method} {path}");
            plain.Status.ShouldNotBe(405, $"{method} {path}");

            (await Ask(server, method, path + "//")).Status.ShouldBe(404, $"{method} {path}//");
            (await Ask(server, method, "/" + path)).Status.ShouldBe(404, $"{method} /{path}");
        }
    }

    /// <summary>With something in the braces; in those of sockets a number, since some take nothing else.</summary>
    private static string Filled(string path) => Regex.Replace(path, "\\{(?<name>[^}]*)\\}", path.StartsWith("ws/", StringComparison.Ordinal) ? "1" : "${name}", RegexOptions.ExplicitCapture);

    private static async Task<(int Status, string Body)> Ask(TestServer server, string method, string path)
    {
        var request = $"{method} {path} HTTP/1.1\nHost: chat.example.com\nConnection: close{(method is "GET" ? "" : "\nContent-Length: 0")}";
        var answer = await RawHttp.Send(server.Port, request);
        return (answer.Status, answer.Head.Contains("chunked", StringComparison.Ordinal) ? "long" : Shape(answer.Body));
    }

    /// <summary>Of an object the names of its fields, and of a refusal its words: ids and times differ from one answer to the next.</summary>
    private static string Shape(string body) => body.StartsWith('{') && JsonNode.Parse(body)!.AsObject() is var json
        ? $"{string.Join(' ', json.Select(field => field.Key))}: {json["code"]} {json["detail"]}"
        : body;
}
