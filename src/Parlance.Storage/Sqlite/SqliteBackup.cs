using Microsoft.Data.Sqlite;
using Parlance.Core.Messages;

namespace Parlance.Storage.Sqlite;

/// <summary>Copies a SQLite database as it is at one moment, while the server goes on writing.</summary>
public static class SqliteBackup
{
    /// <summary>Copies <paramref name="source"/> to <paramref name="target"/> and checks the copy. May run in another process than the server.</summary>
    /// <exception cref="IOException">The target exists, or cannot be written. Nothing is overwritten.</exception>
    /// <exception cref="StorageException">The source cannot be read, or the copy did not pass SQLite's integrity check; no target is left then.</exception>
    public static void Run(string source, string target)
    {
        SqliteLibrary.Init();
        var final = Path.GetFullPath(target);
        if (File.Exists(final))
            throw new IOException($"{final} exists already; a backup never overwrites a file. Choose another name.");
        if (!File.Exists(source))
            throw new StorageException($"There is no database at {source}.");

        // Under its own name until it is checked: whoever finds the target has a good backup.
        var partial = final + ".partial";
        File.Delete(partial);
        try
        {
            Copy(source, partial);
            File.Move(partial, final, overwrite: false);
        }
        catch (SqliteException e)
        {
            throw new StorageException(SqliteErrors.Outage(e, final) ?? $"The backup failed: {e.Message}", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Copy(string source, string partial)
    {
        using var from = Open(source, SqliteOpenMode.ReadWrite);
        using var to = Open(partial, SqliteOpenMode.ReadWriteCreate);

        // In one step: it holds one snapshot of the write-ahead log, which no writer waits for. In several, each commit between two would start the copy over.
        from.BackupDatabase(to);
        using var command = to.CreateCommand();
        command.CommandText = "pragma journal_mode = delete";
        command.ExecuteScalar();
        command.CommandText = "pragma integrity_check";
        if (command.ExecuteScalar() is var verdict && verdict is not "ok")
            throw new StorageException($"The copy is damaged: {verdict}. The source probably is too; check the disk.");
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
