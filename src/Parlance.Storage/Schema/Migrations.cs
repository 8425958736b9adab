using System.Reflection;
using Parlance.Storage.Sessions;

namespace Parlance.Storage.Schema;

/// <summary>Brings a database to the schema this program knows: the numbered files of this folder, in order, each once.</summary>
internal static class Migrations
{
    private const string CreateTable =
        "create table if not exists schema_migrations (version bigint not null primary key, name text not null, applied_at bigint not null)";

    private const string Newest = "select coalesce(max(version), 0) from schema_migrations";

    private const string Record = "insert into schema_migrations (version, name, applied_at) values (@version, @name, @applied_at)";

    /// <summary>The migrations in this assembly, by version. `0002_rooms.sql` is version 2.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } = Load();

    /// <summary>Applies what is missing in one transaction that only one process at a time can be in.</summary>
    /// <returns>How many were applied.</returns>
    public static async Task<int> ApplyAsync(SqlSession session, IReadOnlyList<Migration> known, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await session.BeginAsync(session.Dialect.BeginMigration, cancellationToken);
            await session.ExecuteAsync(CreateTable, [], cancellationToken);
            var found = await session.ScalarAsync(Newest, [], cancellationToken) ?? 0;
            var newest = known.Count == 0 ? 0 : known[^1].Version;
            if (found > newest)
                throw new SchemaTooNewException(found, newest);

            var applied = 0;
            foreach (var migration in known.Where(m => m.Version > found))
            {
                await session.ExecuteAsync(migration.Sql, [], cancellationToken);
                await session.ExecuteAsync(Record,
                    [("version", migration.Version), ("name", migration.Name), ("applied_at", time.GetUtcNow().ToUnixTimeMilliseconds())], cancellationToken);
                applied++;
            }

            await session.CommitAsync(cancellationToken);
            return applied;
        }
        finally
        {
            await session.RollbackAsync();
        }
    }

    private static List<Migration> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = Path.GetFileNameWithoutExtension(resource);
            migrations.Add(new Migration(long.Parse(name.AsSpan(0, 4)), name, reader.ReadToEnd()));
        }

        return migrations;
    }
}

internal sealed record Migration(long Version, string Name, string Sql);
