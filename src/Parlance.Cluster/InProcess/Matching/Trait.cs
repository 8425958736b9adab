namespace Parlance.Cluster.InProcess.Matching;

/// <summary>Something people have and others wish for, such as the language `es`. Lives while a waiting ticket has it or wishes for it.</summary>
/// <param name="wish">Index of the wish.</param>
internal sealed class Trait(int wish, string value, int stages)
{
    private readonly AgeList?[] _wanted = new AgeList?[stages];

    public int Wish { get; } = wish;

    public string Value { get; } = value;

    /// <summary>Tickets that name it, twice for one that both has and wants it by different lists.</summary>
    public int References { get; set; }

    /// <summary>Tickets that have it.</summary>
    public AgeList Had { get; } = new();

    /// <summary>Tickets that insist on it before all else, as put here at each stage.</summary>
    public ReadOnlySpan<AgeList?> Wanted => _wanted;

    public AgeList WantedAt(int stage) => _wanted[stage] ??= new AgeList(stage);
}
