using System.Text;
using System.Text.Json;
using Parlance.Core;
using Parlance.Core.Search;

namespace Parlance.Storage.Search;

/// <summary>An FTS5 table without content of its own: words and where they stand, nothing else.</summary>
/// <remarks>
/// Such a table forgets a row only when told the words it was added with; `search_changes` keeps them. The tokenizer `ascii` takes what <see cref="Core.Search.Words"/>
/// made as it is: everything that is not ASCII counts as a letter. Matches come by descending id and stop when there are enough.
/// </remarks>
internal sealed class SqliteSearch : SearchEngine
{
    // prefix: `wo*` is then one look instead of all words with wo. columnsize: only for rankings that are not made here.
    public override string Table => "create virtual table message_search using fts5(words, place, content='', tokenize='ascii', prefix='2 3', columnsize=0);";

    public override string Add => """
        insert into message_search (rowid, words, place)
        select json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') from json_each(@rows)
        """;

    public override string Remove => """
        insert into message_search (message_search, rowid, words, place)
        select 'delete', json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') from json_each(@rows)
        """;

    public override string Clear => "insert into message_search (message_search) values ('delete-all')";

    public override (string Id, string Matches) Words => ("s.rowid", "s.message_search match @query");

    public override int ChunkSize => 64;

    public override IEnumerable<long> Steps(long from) => [0];

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
                writer.WriteStringValue(Join(" ", Core.Search.Words.Of(document.Content).Select(word => word.Text)));
                writer.WriteStringValue($"c{document.Conversation} u{document.Sender}");
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public override string Query(SearchQuery query, IReadOnlyList<long> conversations, UserId? from, long first, long last)
    {
        var text = new StringBuilder("(words : (").AppendJoin(" AND ", query.Wanted.Select(Term))
            .Append(") AND place : (").AppendJoin(" OR ", conversations.Select(id => $"\"c{id}\"")).Append(')');
        if (from is { } sender)
            text.Append(" AND place : \"u").Append(sender.Value).Append('"');
        text.Append(')');
        if (query.Unwanted.Count > 0)
            text.Append(" NOT words : (").AppendJoin(" OR ", query.Unwanted.Select(Term)).Append(')');
        return text.ToString();
    }

    private static string Term(SearchTerm term) => $"\"{Join(" ", term.Words)}\"{(term.IsPrefix ? " *" : "")}";
}
