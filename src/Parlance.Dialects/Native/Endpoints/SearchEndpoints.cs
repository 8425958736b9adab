using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Endpoints;

/// <summary>The REST twin of the socket's command `search` (docs/wire/native.md).</summary>
internal static class SearchEndpoints
{
    /// <param name="api">The group `/api/v1`.</param>
    public static void MapSearch(this IEndpointRouteBuilder api) =>
        api.MapGroup("").WithTags("Messages").RequireIdentity(Refusals.ToResult).MapGet("/search", SearchAsync)
            .WithSummary("Messages one can read that hold the words of `q`; `sort` (`relevance`, `newest`), `conversation`, `from`, `limit` (1 to 50), `cursor`.")
            .Asks("sort", "conversation", "from", "limit", "cursor").Produces<SearchReply>().Refuses(400, 401, 403, 404, 429);

    private static async Task<IResult> SearchAsync(HttpContext http, string? q)
    {
        if (!Operation.Numbers(http, "from", "limit").TryGet(out var n, out var refusal))
            return Refusals.ToResult(refusal);
        var command = new SearchCommand(q ?? "")
        {
            Sort = Text(http, "sort"),
            Conversation = Text(http, "conversation") is { } conversation ? Operation.Ref(conversation) : null,
            From = n[0],
            Limit = Operation.Small(n[1]),
            Cursor = Text(http, "cursor"),
        };
        return await Operation.RunAsync(http, NativeJson.Default.SearchReply, (o, u, t) => o.SearchAsync(u, command, t));
    }

    private static string? Text(HttpContext http, string name) => http.Request.Query[name] is [{ Length: > 0 } text] ? text : null;
}
