namespace Parlance.Core.Calls;

/// <summary>What a client says of its own part in a call or match; every field but the id may be absent.</summary>
public sealed record CallReport(CallId? Call, Guid? Match)
{
    public const string Failed = "failed";
    public const string Lost = "lost";

    public static readonly IReadOnlyList<string> Endings = ["hung_up", "cancelled", Failed, Lost];

    /// <summary>Longest set-up that can be meant.</summary>
    public static readonly TimeSpan MaxSetup = TimeSpan.FromMinutes(10);

    public CallStages Stage { get; init; }

    public CandidateType? Local { get; init; }

    public CandidateType? Remote { get; init; }

    public TimeSpan? Setup { get; init; }

    /// <summary>One of <see cref="Endings"/>.</summary>
    public string? Ended { get; init; }

    public bool SaysNothing => Stage == CallStages.None && Local is null && Remote is null && Setup is null && Ended is null;
}
