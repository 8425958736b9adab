using System.Text;
using System.Text.Json;
using Parlance.Core;
using Parlance.Core.Search;

namespace Parlance.Storage.Search;

/// <summary>A table of `tsvector`s with a GIN index.</summary>
/// <remarks>
/// GIN gives all matches at once and in no order, so a word in every second message would cost half the table. Therefore each message has a word for the stretch of the log it
/// stands in, too, and the newest stretches are looked through first. The vectors are written as such, not made by a text-search configuration: the words are
/// those of <see cref="Core.Search.Words"/> already.
/// </remarks>
internal sealed class PostgresSearch : SearchEngine
{
    /// <summary>4,096 positions a stretch.</summary>
    private const int StretchBits = 12;

    private const int MaxPosition = 16_383;

    /// <summary>Conversations that the query names. GIN asks of every candidate about each of them, so beyond this the places of the reader, joined to what
    /// the words gave, decide: with a thousand conversations and a word in every second of 200,000 messages that took 60 ms instead of 200 to 3,600.</summary>
    private const int MaxNamed = 16;

    /// <summary>Stretches that are looked through together; after them all that is left.</summary>
    private static readonly int[] Stretches = [1, 4, 16, 64];

    // fastupdate: what is not merged yet is read whole by every search; writing is done by somebody nobody waits for.
    public override string Table => """
        create table message_search (id bigint not null primary key, words tsvector not null);
        create index message_search_words on message_search using gin (words) with (fastupdate = off);
        """;

    public override string Add => """
        insert into message_search (id, words)
        select (value ->> 0)::bigint, (value ->> 1)::tsvector from json_array_elements(@rows::json)
        on conflict (id) do update set words = excluded.words
        """;

    public override string Remove => "delete from message_search where id in (select (value ->> 0)::bigint from json_array_elements(@rows::json))";

    public override string Clear => "delete from message_search";

    // The sum keeps the planner from walking the primary key backwards and comparing word for word, which it takes for cheap.
    public override (string Id, string Matches) Words => ("(s.id + 0)", "s.words @@ @query::tsquery");

    public override int ChunkSize => int.MaxValue;

    public override IEnumerable<long> Steps(long from)
    {
        var last = from >> StretchBits;
        foreach (var count in Stretches)
        {
            last -= count;
            if (last < 0)
                break;
            yield return (last + 1) << StretchBits;
        }

        yield return 0;
    }

    public override string Rows(IEnumerable<SearchDocument> documents)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var document in documents)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(document.Id);
                writer.WriteStringValue(Vector(document));
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public override string Query(SearchQuery query, IReadOnlyList<long> conversations, UserId? from, long first, long last)
    {
        var text = new StringBuilder();
        if (conversations.Count <= MaxNamed)
            text.Append('(').AppendJoin(" | ", conversations.Select(id => $"'#c{id}'")).Append(") & ");
        if (from is { } sender)
            text.Append("'#u").Append(sender.Value).Append("' & ");
        // The oldest stretch is all that is left, however much; and a first id within a stretch is left to the condition on ids.
        var (oldest, newest) = (first >> StretchBits, last >> StretchBits);
        if (oldest > 0 && newest - oldest <= Stretches[^1])
            text.Append('(').AppendJoin(" | ", Enumerable.Range(0, (int)(newest - oldest + 1)).Select(i => $"'#b{oldest + i}'")).Append(") & ");

        text.AppendJoin(" & ", query.Wanted.Select(Term));
        foreach (var term in query.Unwanted)
            text.Append(" & !").Append(Term(term));
        return text.ToString();
    }

    private static string Term(SearchTerm term) => $"({Join(" <-> ", term.Words.Select(word => $"'{word}'"))}{(term.IsPrefix ? ":*" : "")})";

    /// <summary>`'hello':1,3 'world':2 '#c5' '#u12' '#b0'`</summary>
    private static string Vector(SearchDocument document)
    {
        var text = new StringBuilder();
        var words = Core.Search.Words.Of(document.Content).Select((word, i) => (word.Text, Place: Math.Min(i + 1, MaxPosition)));
        foreach (var word in words.GroupBy(word => word.Text, word => word.Place))
            text.Append('\'').Append(word.Key).Append("':").AppendJoin(',', word.Distinct()).Append(' ');
        return text.Append($"'#c{document.Conversation}' '#u{document.Sender}' '#b{document.Id >> StretchBits}'").ToString();
    }
}
