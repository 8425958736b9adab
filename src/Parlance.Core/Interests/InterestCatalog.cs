namespace Parlance.Core.Interests;

/// <summary>All interests from memory: few, and they never go. Safe for concurrent use.</summary>
/// <remarks>Another node's new ones are read when somebody asks for one that is not known here.</remarks>
public sealed class InterestCatalog(IInterestStore store)
{
    public const int MaxName = 50;
    public const int MaxEach = 20;

    private volatile Names _names = new([]);

    /// <summary>All there are, by number.</summary>
    public async Task<IReadOnlyList<Interest>> ListAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).All;

    /// <summary>The interests of these names; those that nobody named before are added.</summary>
    public async Task<IReadOnlyList<Interest>> NamedAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var known = _names;
        if (names.Any(name => known.Find(name) is null))
        {
            known = await ReadAsync(cancellationToken);
            if (names.Where(name => known.Find(name) is null).ToArray() is { Length: > 0 } unknown)
            {
                await store.AddAsync(unknown, cancellationToken);
                known = await ReadAsync(cancellationToken);
            }
        }

        return [.. names.Select(known.Find).OfType<Interest>().DistinctBy(interest => interest.Id)];
    }

    private async Task<Names> ReadAsync(CancellationToken cancellationToken) => _names = new Names(await store.ListAsync(cancellationToken));

    private sealed class Names(IReadOnlyList<Interest> all)
    {
        private readonly Dictionary<string, Interest> _byName = all.ToDictionary(interest => interest.Name.ToLowerInvariant(), StringComparer.Ordinal);

        public IReadOnlyList<Interest> All => all;

        public Interest? Find(string name) => _byName.GetValueOrDefault(name.ToLowerInvariant());
    }
}
