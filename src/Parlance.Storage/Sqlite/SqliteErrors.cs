using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Parlance.Storage.Sqlite;

/// <summary>Which of SQLite's errors mean that the machine, not the statement, is at fault.</summary>
internal static class SqliteErrors
{
    public static string? Outage(Exception exception, string path) => exception switch
    {
        SqliteException e => e.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => $"The disk that holds {path} is full.",
            raw.SQLITE_IOERR => $"Reading or writing {path} failed (code {e.SqliteExtendedErrorCode}); the disk may be full or broken.",
            raw.SQLITE_READONLY => $"{path} or its folder is read-only.",
            raw.SQLITE_CANTOPEN => $"{path} cannot be opened; check that the folder exists and may be written.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => $"Another process holds {path} locked.",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"{path} is damaged or not a database; restore a backup.",
            raw.SQLITE_NOMEM => "There is no memory left for the database.",
            raw.SQLITE_PERM or raw.SQLITE_AUTH => $"This process may not use {path}.",
            _ => null,
        },
        IOException or UnauthorizedAccessException => $"{path} cannot be used: {exception.Message}",
        _ => null,
    };
}
