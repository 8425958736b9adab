namespace Parlance.Core.Moderation;

/// <summary>Bans on disk, with what the audit log says of them. Every write is committed when the task completes. Safe for concurrent use.</summary>
public interface IBanStore
{
    /// <summary>Stores a ban in place of the one the target may be under; its id is ignored and a fresh one given.</summary>
    Task<Ban> GiveAsync(Ban ban, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Lifts a ban before its time.</summary>
    /// <param name="audit">Called with the ban as lifted, inside the transaction.</param>
    /// <returns>Null when there is no such ban, or it is lifted already.</returns>
    Task<Ban?> LiftAsync(BanId id, DateTimeOffset at, UserId? by, Func<Ban, AuditEntry> audit, CancellationToken cancellationToken);

    /// <summary>Bans of devices and addresses that hold at that time.</summary>
    Task<IReadOnlyList<Ban>> ActiveAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>All bans, also those that are over, newest first.</summary>
    /// <param name="before">Only ids below; <see cref="long.MaxValue"/> for the newest.</param>
    Task<IReadOnlyList<Ban>> ListAsync(long before, int limit, CancellationToken cancellationToken);

    /// <summary>Bans of one target, newest first.</summary>
    Task<IReadOnlyList<Ban>> AboutAsync(BanKind kind, string target, int limit, CancellationToken cancellationToken);
}
