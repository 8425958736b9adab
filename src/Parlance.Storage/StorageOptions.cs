namespace Parlance.Storage;

public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>SQLite: reads that run at once, each on a connection of its own. Default 4.</summary>
    public int SqliteReaders { get; init; } = 4;

    /// <summary>PostgreSQL: connections of this node besides the log writer's. Default 16; nodes times this must stay below the server's `max_connections`.</summary>
    public int PostgresConnections { get; init; } = 16;

    /// <summary>Readiness fails when the data folder's disk has less room than this, in bytes. Default 64 MiB.</summary>
    public long MinFreeBytes { get; init; } = 64L << 20;

    /// <summary>SQLite: pages the database may have; 0 for no limit. Tests fill a "disk" with it.</summary>
    internal long MaxPages { get; set; }
}
