[assembly: AssemblyFixture(typeof(Parlance.Scenarios.Harness.PostgresLifetime))]

namespace Parlance.Scenarios.Harness;

internal static class Database
{
    /// <summary>An empty database of one story's own, as `DATABASE_URL` names it; null for SQLite, whose file lives in the server's folder.</summary>
    public static async Task<string?> CreateAsync(Engine engine)
    {
        if (engine == Engine.Sqlite)
            return null;
        if (PostgresServer.Missing is { } why)
            Assert.Skip(why);
        return await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
    }
}

/// <summary>Stops the PostgreSQL that the stories share.</summary>
public sealed class PostgresLifetime : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await PostgresServer.StopSharedAsync();
}
