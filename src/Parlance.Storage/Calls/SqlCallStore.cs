using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Calls;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Calls;

public sealed class SqlCallStore(Database database) : ICallStore
{
    public Task AddAsync(IReadOnlyList<CallRecord> records, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                // In one order, or two nodes that add to the same calls could wait for each other for ever.
                foreach (var record in records.OrderBy(record => record.Id))
                {
                    await s.ExecuteAsync(CallSql.Add,
                    [
                        ("id", Text(record.Id)), ("kind", (long)record.Kind), ("conversation_id", record.Conversation?.Value), ("started_at", record.StartedAt.ToUnixTimeMilliseconds()),
                        ("ended_at", record.EndedAt?.ToUnixTimeMilliseconds()), ("ending", (long?)record.Ending),
                    ], cancellationToken);
                    foreach (var party in record.Parties.OrderBy(party => party.Key, StringComparer.Ordinal))
                        await AddPartyAsync(s, record.Id, party, cancellationToken);
                }

                return records.Count;
            },
            cancellationToken);

    public Task<CallRecord?> FindAsync(Guid id, string party, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.FirstAsync(CallSql.Find, [("id", Text(id)), ("party", party)], Row, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<CallRecord>> ListAsync(long before, int limit, CancellationToken cancellationToken) =>
        database.SnapshotAsync<IReadOnlyList<CallRecord>>(
            async s =>
            {
                var calls = await s.QueryAsync(CallSql.List, [("before", before), ("limit", limit)], Row, cancellationToken);
                var parties = (await s.QueryAsync(CallSql.Parties, [Texts(calls.Select(call => Text(call.Id)))], PartyRow, cancellationToken)).ToLookup(row => row.Call, row => row.Party);
                return [.. calls.Select(call => call with { Parties = [.. parties[Text(call.Id)]] })];
            },
            cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                var old = await s.QueryAsync(CallSql.Old, [("before", before.ToUnixTimeMilliseconds()), ("limit", limit)], row => row.GetString(0), cancellationToken);
                if (old.Count == 0)
                    return 0;
                await s.ExecuteAsync(CallSql.PurgeParties, [Texts(old)], cancellationToken);
                await s.ExecuteAsync(CallSql.Purge, [Texts(old)], cancellationToken);
                return old.Count;
            },
            cancellationToken);

    private static Task<int> AddPartyAsync(SqlSession s, Guid call, CallParty party, CancellationToken cancellationToken) =>
        s.ExecuteAsync(CallSql.AddParty,
        [
            ("call_id", Text(call)), ("party", party.Key), ("user_id", party.User?.Value), ("stages", (long)party.Stages), ("local_candidate", (long?)party.Local),
            ("remote_candidate", (long?)party.Remote), ("setup_ms", (long?)party.Setup?.TotalMilliseconds), ("ending", (long?)party.Ending), ("reported", party.Reported),
        ], cancellationToken);

    private static string Text(Guid id) => id.ToString("N");

    private static SqlArg Texts(IEnumerable<string> texts) => ("texts", StoredJson.Array([.. texts]));

    private static readonly Func<DbDataReader, CallRecord> Row = row =>
        new CallRecord(Guid.ParseExact(row.GetString(1), "N"), (CallRecordKind)row.GetInt64(2), Number(row, 3) is { } conversation ? new ConversationId(conversation) : null, Time(row.GetInt64(4)))
        {
            Number = row.GetInt64(0),
            EndedAt = Number(row, 5) is { } ended ? Time(ended) : null,
            Ending = (CallEnding?)Number(row, 6),
        };

    private static readonly Func<DbDataReader, (string Call, CallParty Party)> PartyRow = row => (row.GetString(0),
        new CallParty(row.GetString(1), Number(row, 2) is { } user ? new UserId(user) : null)
        {
            Stages = (CallStages)row.GetInt64(3),
            Local = (CandidateType?)Number(row, 4),
            Remote = (CandidateType?)Number(row, 5),
            Setup = Number(row, 6) is { } setup ? TimeSpan.FromMilliseconds(setup) : null,
            Ending = (CallEnding?)Number(row, 7),
            Reported = row.IsDBNull(8) ? null : row.GetString(8),
        });

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
