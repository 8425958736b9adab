using Parlance.Core.Messages;

namespace Parlance.Storage;

/// <summary>Whether the node can store. For readiness and `doctor`.</summary>
public interface IStorageHealth
{
    Task<StorageHealth> CheckAsync(CancellationToken cancellationToken);
}

/// <param name="Problem">One sentence, or null when all is well.</param>
/// <param name="FreeBytes">Room on the disk of a SQLite database; null for PostgreSQL, whose disk this process cannot see.</param>
public sealed record StorageHealth(string? Problem, long? FreeBytes)
{
    public bool IsReady => Problem is null;
}

/// <summary>Asks the database for its newest position and the disk for its free space.</summary>
public sealed class DatabaseHealth(Database database, IMessageStore messages) : IStorageHealth
{
    public async Task<StorageHealth> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await messages.HeadAsync(cancellationToken);
            var free = database.Dialect.FreeBytes();
            return new StorageHealth(
                free < database.Options.MinFreeBytes ? $"The disk of {database.Address.SafeText} has only {free >> 20} MiB left. Make room." : null, free);
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException)
        {
            return new StorageHealth(e.Message, null);
        }
    }
}
