using Parlance.Core;
using Parlance.Core.Search;

namespace Parlance.Storage.Search;

/// <summary>A message as the index takes it in.</summary>
internal sealed record SearchDocument(long Id, long Conversation, long Sender, string Content);

/// <summary>What the engines' full-text indexes have in common, and where they differ.</summary>
/// <remarks>
/// Both hold the words as <see cref="Words"/> tells them, so both find the same. Beside its words each message has one for its conversation and one for its sender, so that
/// "word, in these conversations, from this person" is answered by the index, however many messages of others hold the word.
/// </remarks>
internal abstract class SearchEngine
{
    /// <summary>Creates `message_search`.</summary>
    public abstract string Table { get; }

    /// <summary>Adds the documents of @rows, none of which is indexed.</summary>
    public abstract string Add { get; }

    /// <summary>Removes the documents of @rows, which hold the words they were added with.</summary>
    public abstract string Remove { get; }

    /// <summary>Empties the index.</summary>
    public abstract string Clear { get; }

    /// <summary>A row of the index within a statement: its id, and that it answers @query.</summary>
    public abstract (string Id, string Matches) Words { get; }

    /// <summary>Conversations a statement asks about: many make it slow, few make many statements.</summary>
    public abstract int ChunkSize { get; }

    /// <summary>Lower ends of the ranges of ids that are looked through one after the other, the newest first, until enough is found. The last is 0.</summary>
    /// <param name="from">The highest id there may be.</param>
    public abstract IEnumerable<long> Steps(long from);

    /// <summary>Documents for @rows.</summary>
    public abstract string Rows(IEnumerable<SearchDocument> documents);

    /// <summary>The query in the engine's words; nothing in it comes from people but folded letters and digits.</summary>
    /// <param name="first">What is older than this id may be left out, and what is newer than <paramref name="last"/>.</param>
    public abstract string Query(SearchQuery query, IReadOnlyList<long> conversations, UserId? from, long first, long last);

    protected static string Join(string between, IEnumerable<string> parts) => string.Join(between, parts);
}
