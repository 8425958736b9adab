namespace Parlance.Core.Accounts;

/// <summary>Hears of files that a profile no longer shows, because something replaced them or the person was removed.</summary>
public interface IProfileFiles
{
    /// <summary>Called once, on the node that made the change, after it is committed. Logs what goes wrong instead of throwing.</summary>
    /// <param name="urls">
    /// As the owner gave them: any may lie on another server, or be a file of somebody else that the owner merely named. Whoever deletes checks whose it is.
    /// </param>
    Task ReleaseAsync(UserId owner, IReadOnlyCollection<string> urls);
}
