namespace Parlance.Core.Moderation;

/// <summary>How often bans, filters and accounts were changed so far: who sees another number than before reads again.</summary>
/// <param name="Accounts">Only what was done at a command line, of which no event tells the nodes.</param>
public sealed record ModerationVersions(long Bans, long Filters, long Accounts)
{
    public const string BansName = "bans";
    public const string FiltersName = "filters";
    public const string AccountsName = "accounts";
    public const string RolesName = "roles";
}

public interface IModerationVersions
{
    Task<ModerationVersions> ReadAsync(CancellationToken cancellationToken);

    /// <param name="name">One of the names of <see cref="ModerationVersions"/>.</param>
    Task RaiseAsync(string name, CancellationToken cancellationToken);
}
