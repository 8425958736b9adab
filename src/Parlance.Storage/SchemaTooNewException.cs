namespace Parlance.Storage;

/// <summary>The database was migrated by a newer Parlance. Nothing was changed; start that version, or restore a backup made before it.</summary>
public sealed class SchemaTooNewException : Exception
{
    public SchemaTooNewException(long found, long known)
        : base($"The database has schema version {found}, this program knows up to {known}. Run the newer Parlance again, or restore a backup made before the upgrade.")
    {
        Found = found;
        Known = known;
    }

    public SchemaTooNewException(string message) : base(message) { }

    public SchemaTooNewException(string message, Exception inner) : base(message, inner) { }

    public SchemaTooNewException() { }

    public long Found { get; }

    public long Known { get; }
}
