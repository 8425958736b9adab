using Parlance.Core.Interests;

namespace Parlance.Storage.Likes;

public sealed class SqlInterestStore(Database database) : IInterestStore
{
    private const string List = "select id, name from interests order by id";

    private const string Add = "insert into interests (name, name_folded) values (@name, @name_folded) on conflict (name_folded) do nothing";

    public Task<IReadOnlyList<Interest>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Interest>>(
            async s => await s.QueryAsync(List, [], row => new Interest(row.GetInt64(0), row.GetString(1)), cancellationToken), cancellationToken);

    public Task AddAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                // In one order, or two who add the same names at once could wait for each other for ever.
                foreach (var name in names.Order(StringComparer.Ordinal))
                    await s.ExecuteAsync(Add, [("name", name), ("name_folded", FoldedText.Fold(name))], cancellationToken);
                return names.Count;
            },
            cancellationToken);
}
