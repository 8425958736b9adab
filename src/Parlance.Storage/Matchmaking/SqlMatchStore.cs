using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Matchmaking;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Matchmaking;

public sealed class SqlMatchStore(Database database) : IMatchStore
{
    public Task SaveAsync(IReadOnlyList<MatchRecord> records, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                foreach (var record in records)
                    await s.ExecuteAsync(MatchSql.Save, Values(record), cancellationToken);
                return records.Count;
            },
            cancellationToken);

    public Task<MatchRecord?> FindAsync(MatchId id, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.FirstAsync(MatchSql.Find, [("id", id.ToString())], Row, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<MatchRecord>> ListAsync(UserId? user, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<MatchRecord>>(
            async s =>
            {
                if (user is not { } id)
                    return await s.QueryAsync(MatchSql.List, [("before", before.ToUnixTimeMilliseconds()), ("limit", limit)], Row, cancellationToken);

                // Two indexes, each read in order, rather than one condition that neither serves.
                SqlArg[] args = [("user_id", id.Value), ("before", before.ToUnixTimeMilliseconds()), ("limit", limit)];
                var found = await s.QueryAsync(MatchSql.ListFirst, args, Row, cancellationToken);
                found.AddRange(await s.QueryAsync(MatchSql.ListSecond, args, Row, cancellationToken));
                return [.. found.OrderByDescending(record => record.StartedAt).Take(limit)];
            },
            cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        database.WriteAsync(s => s.ExecuteAsync(MatchSql.Purge, [("before", before.ToUnixTimeMilliseconds()), ("limit", limit)], cancellationToken), cancellationToken);

    private static SqlArg[] Values(MatchRecord record) =>
    [
        ("id", record.Id.ToString()), ("mode", (long)record.Mode), ("started_at", record.StartedAt.ToUnixTimeMilliseconds()),
        ("ended_at", record.EndedAt?.ToUnixTimeMilliseconds()), ("ending", (long)record.Ending), ("ended_by", record.EndedBy),
        .. Values("first", record.First), .. Values("second", record.Second),
    ];

    private static SqlArg[] Values(string place, MatchParty party) =>
    [
        (place + "_user_id", party.User?.Value), (place + "_key", party.Key), (place + "_name", party.DisplayName), (place + "_username", party.Username),
        (place + "_device", party.Device), (place + "_address", party.Address), (place + "_dialect", party.Dialect),
    ];

    private static readonly Func<DbDataReader, MatchRecord> Row = row => new MatchRecord(
        new MatchId(Guid.Parse(row.GetString(0))), (MatchMode)row.GetInt64(1), Party(row, 6), Party(row, 13), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)))
    {
        EndedAt = row.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        Ending = (MatchEnding)row.GetInt64(4),
        EndedBy = Rows.Text(row, 5),
    };

    private static MatchParty Party(DbDataReader row, int first) => new(row.GetString(first + 1))
    {
        User = row.IsDBNull(first) ? null : new UserId(row.GetInt64(first)),
        DisplayName = row.GetString(first + 2),
        Username = Rows.Text(row, first + 3),
        Device = Rows.Text(row, first + 4),
        Address = row.GetString(first + 5),
        Dialect = row.GetString(first + 6),
    };
}
