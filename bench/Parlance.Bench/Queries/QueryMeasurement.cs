using Parlance.Core.Search;
using Parlance.Storage;
using Parlance.Storage.Conversations;
using Parlance.Storage.Messages;
using Parlance.Storage.Search;
using Parlance.Storage.Sessions;

namespace Parlance.Bench.Queries;

/// <summary>What clients ask for when they open, on a database that has grown.</summary>
/// <param name="Messages">In the one long conversation.</param>
/// <param name="Conversations">Of the one person, each with something unread.</param>
internal sealed record QueryMeasurement(int Messages, int Conversations, int Samples)
{
    public async Task RunAsync(Engine engine, QueryResults results, CancellationToken cancellationToken)
    {
        await using var database = new Database(engine.Address);
        await database.PrepareAsync(cancellationToken);
        var world = await QueryWorld.FillAsync(database, Messages, Conversations, cancellationToken);
        await using var bare = await BareQueries.CopyAsync(engine, cancellationToken);

        var messages = new SqlMessageStore(database);
        var conversations = new SqlConversationStore(database);
        var random = new Random(1);
        long Somewhere() => random.NextInt64(100, Messages);

        results.Queries.Add(await Turns.CompareAsync(
            engine.Name, $"a page of 50 from {Messages:N0} messages", "the same rows of one plain table", Samples,
            async () => (await messages.BeforeAsync(world.Long.Id, Somewhere(), 50, cancellationToken)).Count,
            () => bare.PageAsync(world.Long.Id.Value, Somewhere(), cancellationToken)));
        results.Queries.Add(await Turns.CompareAsync(
            engine.Name, $"{Conversations:N0} conversations with what is unread in each", "the counts alone, of plain tables", Math.Max(20, Samples / 10),
            async () => (await conversations.ListAsync(world.Reader.Id, long.MaxValue, Conversations, cancellationToken)).Entries.Count(entry => entry.Unread > 0),
            () => bare.UnreadAsync(cancellationToken)));

        await SearchAsync(engine, database, world, bare, results, cancellationToken);

        SqlArg reader = ("user_id", world.Reader.Id.Value);
        await ExplainAsync(engine, database, results, "history", MessageSql.Before, [("conversation_id", world.Long.Id.Value), ("seq", Messages / 2), ("limit", 50)], cancellationToken);
        await ExplainAsync(engine, database, results, "conversations", ConversationSql.List, [reader, ("before", long.MaxValue), ("limit", 50)], cancellationToken);
        await ExplainAsync(engine, database, results, "unread", MemberSql.Unread, [reader, ("ids", "[2,3,4]"), ("window", 1_000), ("mention", "%,2,%")], cancellationToken);
        await ExplainAsync(engine, database, results, "receipt", MemberSql.MoveReceipt, [("delivered_seq", 1), ("read_seq", 1), ("position", 1), ("at", 1), ("conversation_id", 1), ("user_id", 1)], cancellationToken);
    }

    private async Task SearchAsync(Engine engine, Database database, QueryWorld world, BareQueries bare, QueryResults results, CancellationToken cancellationToken)
    {
        var store = new SqlSearchStore(database);
        while (await store.IndexAsync(2_000, cancellationToken))
        {
        }

        var anywhere = new SearchScope(null, null);
        foreach (var (word, name) in new[] { (Vocabulary.Common, "a word of every tenth message"), (Vocabulary.Rare, "a rare word") })
        {
            var query = SearchQuery.Parse(word).Value;
            results.Queries.Add(await Turns.CompareAsync(
                engine.Name, $"search, the newest 20 with {name}", "the same words of one plain table", Math.Max(20, Samples / 10),
                async () => (await store.FindAsync(world.Reader.Id, query, anywhere, long.MaxValue, 20, cancellationToken)).Messages.Count(message => SearchMatch.Of(query, message.Content) is not null),
                () => bare.NewestAsync(word, cancellationToken)));
            results.Queries.Add(await Turns.CompareAsync(
                engine.Name, $"search, the best 20 with {name}", "ranked by the engine, all matches", Math.Max(20, Samples / 20),
                async () =>
                {
                    var found = await store.FindAsync(world.Reader.Id, query, anywhere, long.MaxValue, SearchService.MaxRanked, cancellationToken);
                    return found.Messages.OrderByDescending(message => SearchMatch.Of(query, message.Content)?.Score ?? 0).Take(20).Count();
                },
                () => bare.BestAsync(word, cancellationToken)));
        }

        var text = database.Dialect.Search.Query(SearchQuery.Parse(Vocabulary.Rare).Value, [1, 2, 3], null, 0, long.MaxValue);
        await ExplainAsync(engine, database, results, "search", SearchSql.Find(database.Dialect.Search),
            [("query", text), ("above", 0), ("below", long.MaxValue), ("user_id", world.Reader.Id.Value), ("limit", 20)], cancellationToken);
    }

    private static async Task ExplainAsync(Engine engine, Database database, QueryResults results, string what, string sql, SqlArg[] args, CancellationToken cancellationToken)
    {
        var isSqlite = database.Address.SafeText.StartsWith("sqlite", StringComparison.Ordinal);
        var text = (isSqlite ? "explain query plan " : "explain (costs off) ") + database.Dialect.Text(sql);
        results.Plans.Add(new PlanFigures(engine.Name, what, await database.ReadAsync(s => s.QueryAsync(text, args, row => row.GetString(isSqlite ? 3 : 0), cancellationToken), cancellationToken)));
    }
}
