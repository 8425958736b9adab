using Parlance.Core.Conversations;
using Parlance.Core.Limits;
using Parlance.Core.Messages;

namespace Parlance.Core.Search;

/// <summary>Full-text search over what somebody can read. Safe for concurrent use.</summary>
/// <remarks>
/// The index names candidates; whether one answers the query, how well, and what is to be highlighted is decided here from the message's content of now. So an edited
/// message is never found by its old words, and both databases give the same answers in the same order.
/// </remarks>
public sealed class SearchService(ISearchStore store, ConversationService conversations, LimitOptions limits, TimeProvider time)
{
    /// <summary>Relevance is worked out among this many newest matches, so that a word that everybody uses does not cost more than this.</summary>
    public const int MaxRanked = 1_000;

    /// <summary>Further looks for one page when candidates turned out not to match, which happens only while the index is behind.</summary>
    private const int MaxLooks = 4;

    private readonly RateLimiter _searches = new(limits.SearchPerUser, limits.Scale, time);

    public async Task<Outcome<SearchPage>> SearchAsync(UserId user, SearchRequest request, CancellationToken cancellationToken)
    {
        if (!SearchQuery.Parse(request.Query).TryGet(out var query, out var refusal))
            return refusal;
        SearchCursor? cursor = null;
        if (request.Cursor is { } text && !SearchCursor.Parse(text, request.Sort).TryGet(out cursor, out refusal))
            return refusal;
        if (_searches.Take(user.ToString(), "searches") is { } tooMany)
            return tooMany;
        ConversationId? conversation = null;
        if (request.Conversation is { } reference)
        {
            if (!(await conversations.FindAsMemberAsync(user, reference)).TryGet(out var access, out refusal))
                return refusal;
            conversation = access.Conversation.Id;
        }

        var scope = new SearchScope(conversation, request.From);
        return request.Sort == SearchSort.Newest
            ? await NewestAsync(user, query, scope, cursor?.Id ?? long.MaxValue, request.Limit, cancellationToken)
            : await RankedAsync(user, query, scope, cursor, request.Limit, cancellationToken);
    }

    private async Task<SearchPage> NewestAsync(UserId user, SearchQuery query, SearchScope scope, long below, int limit, CancellationToken cancellationToken)
    {
        var hits = new List<SearchHit>();
        for (var look = 0; ; look++)
        {
            var (messages, position) = await store.FindAsync(user, query, scope, below, limit + 1, cancellationToken);
            foreach (var message in messages)
            {
                if (SearchMatch.Of(query, message.Content) is not { } match)
                    continue;
                if (hits.Count == limit)
                    return new SearchPage(hits, After(hits[^1].Message.Id.Value), position);
                hits.Add(new SearchHit(message, Snippet.Of(message.Content, match.Places)));
            }

            if (messages.Count <= limit)
                return new SearchPage(hits, null, position);
            below = messages[^1].Id.Value;
            if (look == MaxLooks)
                return new SearchPage(hits, After(below), position);
        }

        static string After(long id) => new SearchCursor(SearchSort.Newest, 0, 0, id).ToString();
    }

    private async Task<SearchPage> RankedAsync(UserId user, SearchQuery query, SearchScope scope, SearchCursor? cursor, int limit, CancellationToken cancellationToken)
    {
        var below = cursor is null || cursor.Newest == long.MaxValue ? long.MaxValue : cursor.Newest + 1;
        var (messages, position) = await store.FindAsync(user, query, scope, below, MaxRanked, cancellationToken);
        var ranked = messages
            .Select(message => (Message: message, Match: SearchMatch.Of(query, message.Content)))
            .Where(found => found.Match is not null && (cursor is null || IsAfter(cursor, found.Match.Score, found.Message)))
            .OrderByDescending(found => found.Match!.Score).ThenByDescending(found => found.Message.Id.Value)
            .Take(limit + 1).ToList();

        var hits = ranked.Take(limit).Select(found => new SearchHit(found.Message, Snippet.Of(found.Message.Content, found.Match!.Places))).ToList();
        var next = ranked.Count > limit
            ? new SearchCursor(SearchSort.Relevance, cursor?.Newest ?? messages[0].Id.Value, ranked[limit - 1].Match!.Score, ranked[limit - 1].Message.Id.Value).ToString()
            : null;
        return new SearchPage(hits, next, position);
    }

    private static bool IsAfter(SearchCursor cursor, int score, Message message) =>
        score < cursor.Score || (score == cursor.Score && message.Id.Value < cursor.Id);
}
