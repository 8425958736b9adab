using Parlance.Core.Conversations;
using Parlance.Core.Messages;

namespace Parlance.Core.Search;

public enum SearchSort
{
    /// <summary>Best first, among the newest <see cref="SearchService.MaxRanked"/> matches; of equals the newer.</summary>
    Relevance,

    Newest,
}

/// <param name="Query">As <see cref="SearchQuery"/> says.</param>
/// <param name="Limit">Hits a page, at least 1.</param>
public sealed record SearchRequest(string Query, int Limit)
{
    public SearchSort Sort { get; init; }

    /// <summary>Null for all that the caller is in.</summary>
    public ConversationRef? Conversation { get; init; }

    /// <summary>Null for anybody.</summary>
    public UserId? From { get; init; }

    /// <summary><see cref="SearchPage.Next"/> of the page before, with everything else the same; null for the first.</summary>
    public string? Cursor { get; init; }
}

public sealed record SearchHit(Message Message, Snippet Snippet);

/// <param name="Next">Null after the last page.</param>
/// <param name="Position">The log position up to which messages and their changes are indexed.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, string? Next, long Position);
