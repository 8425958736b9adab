using Parlance.Core.Search;

namespace Parlance.Dialects.Native.Wire;

/// <param name="Highlights">Pairs of start and length within the snippet, in UTF-16 code units.</param>
public sealed record WireHit(long Conversation, WireMessage Message, string Snippet, IReadOnlyList<IReadOnlyList<int>> Highlights)
{
    public static WireHit Of(SearchHit hit) =>
        new(hit.Message.Conversation.Value, WireMessage.Of(hit.Message, asEvent: false), hit.Snippet.Text,
            [.. hit.Snippet.Highlights.Select(place => (IReadOnlyList<int>)[place.Start, place.Length])]);
}
