namespace Parlance.Core.Interests;

/// <summary>Something people say they like; the number is for clients that choose from a list.</summary>
public sealed record Interest(long Id, string Name);

/// <summary>The list of all interests anybody ever named. Safe for concurrent use.</summary>
public interface IInterestStore
{
    /// <summary>By number.</summary>
    Task<IReadOnlyList<Interest>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds those that are not there yet; names are equal without regard to case.</summary>
    Task AddAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}
