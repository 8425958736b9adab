namespace Parlance.Core.Moderation;

/// <summary>Something a moderator did. Only ever added; nothing changes or removes one.</summary>
public sealed record AuditEntry
{
    /// <summary>Given by the store.</summary>
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null for whoever works at the server's command line.</summary>
    public required UserId? Actor { get; init; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The account it was about, if any.</summary>
    public UserId? Subject { get; init; }

    /// <summary>What it was about when that is no account: `report:12`, `message:7`, `device:…`, `address:…`.</summary>
    public string? Target { get; init; }

    /// <summary>Why, in the moderator's words.</summary>
    public string? Reason { get; init; }

    /// <summary>What else belongs to it, by name.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = NoDetails;

    private static readonly IReadOnlyDictionary<string, string> NoDetails = new Dictionary<string, string>();
}
