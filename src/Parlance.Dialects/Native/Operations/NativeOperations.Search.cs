using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Search;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Operations;

public sealed partial class NativeOperations
{
    private const int MaxHits = 50;

    public async Task<Outcome<SearchReply>> SearchAsync(User caller, SearchCommand c, CancellationToken cancellationToken)
    {
        if (!Limit(c.Limit, 20, MaxHits).TryGet(out var limit, out var refusal))
            return refusal;
        SearchSort? sort = c.Sort switch
        {
            null or "relevance" => SearchSort.Relevance,
            "newest" => SearchSort.Newest,
            _ => null,
        };
        if (sort is null)
            return Refusal.Invalid("sort", "`sort` must be `relevance` or `newest`.");

        var request = new SearchRequest(c.Q, limit)
        {
            Sort = sort.Value,
            Conversation = c.Conversation?.Value,
            From = c.From is { } from ? new UserId(from) : null,
            Cursor = c.Cursor,
        };
        return (await search.SearchAsync(caller.Id, request, cancellationToken)).TryGet(out var page, out refusal)
            ? new SearchReply([.. page.Hits.Select(WireHit.Of)], page.Next, page.Position)
            : refusal;
    }
}
