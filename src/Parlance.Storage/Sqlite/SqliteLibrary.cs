using SQLitePCL;

namespace Parlance.Storage.Sqlite;

/// <summary>The SQLite library of this process, set up once before its first connection.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Ready = new(() =>
    {
        Batteries_V2.Init();
        // Every connection here is used by one thread at a time, and nobody asks how much memory SQLite uses: the locks that guard against the one and
        // count for the other were a twentieth of the log's CPU. Too late (an error code) when the host used SQLite before us; then it is only slower.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        return true;
    });

    public static void Init() => _ = Ready.Value;
}
