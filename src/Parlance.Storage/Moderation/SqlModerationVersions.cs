using Parlance.Core.Moderation;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Moderation;

public sealed class SqlModerationVersions(Database database) : IModerationVersions
{
    internal const string Raise = "update moderation_versions set version = version + 1 where name = @name returning version";

    private const string Read = "select version from moderation_versions where name = @name";

    public Task<ModerationVersions> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async s => new ModerationVersions(
                await OfAsync(s, ModerationVersions.BansName, cancellationToken), await OfAsync(s, ModerationVersions.FiltersName, cancellationToken),
                await OfAsync(s, ModerationVersions.AccountsName, cancellationToken)),
            cancellationToken);

    public Task RaiseAsync(string name, CancellationToken cancellationToken) => database.WriteAsync(s => RaiseAsync(s, name, cancellationToken), cancellationToken);

    /// <summary>Whoever does the same at the same time waits until this transaction ends.</summary>
    internal static async Task<long> RaiseAsync(SqlSession session, string name, CancellationToken cancellationToken) =>
        await session.ScalarAsync(Raise, [("name", name)], cancellationToken) ?? throw new InvalidOperationException($"There is no version of {name}.");

    private static async Task<long> OfAsync(SqlSession session, string name, CancellationToken cancellationToken) =>
        await session.ScalarAsync(Read, [("name", name)], cancellationToken) ?? 0;
}
