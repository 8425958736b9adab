namespace Parlance.Scenarios.Harness;

/// <summary>An empty database of one story's own.</summary>
public sealed class Database : IAsyncDisposable
{
    private Database(string? url) => Url = url;

    /// <summary>Null for SQLite, whose file lives in the server's folder.</summary>
    public string? Url { get; }

    public static Task<Database> CreateAsync(Engine engine)
    {
        if (engine == Engine.PostgreSql)
            Assert.Skip("PostgreSQL is not wired up yet.");
        return Task.FromResult(new Database(null));
    }

    public ValueTask DisposeAsync() => default;
}
