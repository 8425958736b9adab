namespace Parlance.Client;

/// <summary>What one is, and what a random partner should be; what is null is neither offered nor wished for.</summary>
public sealed record MatchWishes
{
    /// <summary>`video` or `text`; null: `video`.</summary>
    public string? Mode { get; init; }

    /// <summary>Spoken, as `es`.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>Own, as `ES`.</summary>
    public string? Country { get; init; }

    /// <summary>The partner's.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    public IReadOnlyList<string>? Interests { get; init; }

    public int? Age { get; init; }

    public int? MinAge { get; init; }

    public int? MaxAge { get; init; }

    /// <summary>What this device calls itself; nobody is matched with their own.</summary>
    public string? Device { get; init; }

    /// <summary>Whether to look for the next by itself when the partner ends a match.</summary>
    public bool Auto { get; init; }
}

/// <summary>Why one waits.</summary>
public sealed record MatchExplanation
{
    public long WaitedMs { get; init; }

    /// <summary>Half of those matched last waited no longer; null when nobody has been matched yet.</summary>
    public long? TypicalMs { get; init; }

    public int Waiting { get; init; }

    /// <summary>Of those who wait, how many the counts are of.</summary>
    public int LookedAt { get; init; }

    /// <summary>How many each rule keeps apart from oneself.</summary>
    public IReadOnlyDictionary<string, int> Excluded { get => field ?? new Dictionary<string, int>(); init; } = new Dictionary<string, int>();

    /// <summary>How many fail each of one's own wishes.</summary>
    public IReadOnlyDictionary<string, int> ByMyWishes { get => field ?? new Dictionary<string, int>(); init; } = new Dictionary<string, int>();

    public int ByTheirWishes { get; init; }

    /// <summary>Wishes still insisted on, and when each is given up; soonest first.</summary>
    public IReadOnlyList<MatchWish> GivesUp { get => field ?? []; init; } = [];
}

public sealed record MatchWish(string Wish, long InMs);
