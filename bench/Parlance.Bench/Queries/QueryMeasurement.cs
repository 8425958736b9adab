using Parlance.Core.Conversations;
using Parlance.Storage;
using Parlance.Storage.Conversations;
using Parlance.Storage.Messages;
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

        SqlArg reader = ("user_id", world.Reader.Id.Value);
        await ExplainAsync("history", MessageSql.Before, [("conversation_id", world.Long.Id.Value), ("seq", Messages / 2), ("limit", 50)]);
        await ExplainAsync("conversations", ConversationSql.List, [reader, ("before", long.MaxValue), ("limit", 50)]);
        await ExplainAsync("unread", MemberSql.Unread, [reader, ("ids", "[2,3,4]"), ("window", 1_000)]);
        await ExplainAsync("receipt", MemberSql.MoveReceipt, [("delivered_seq", 1), ("read_seq", 1), ("position", 1), ("at", 1), ("conversation_id", 1), ("user_id", 1)]);

        async Task ExplainAsync(string what, string sql, SqlArg[] args)
        {
            var isSqlite = database.Address.SafeText.StartsWith("sqlite", StringComparison.Ordinal);
            var text = (isSqlite ? "explain query plan " : "explain (costs off) ") + database.Dialect.Text(sql);
            results.Plans.Add(new PlanFigures(engine.Name, what, await database.ReadAsync(s => s.QueryAsync(text, args, row => row.GetString(isSqlite ? 3 : 0), cancellationToken), cancellationToken)));
        }
    }
}
