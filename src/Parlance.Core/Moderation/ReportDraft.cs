using System.Net;
using Parlance.Core.Accounts;

namespace Parlance.Core.Moderation;

/// <summary>A report as a client makes it. It is about a message, the other one of a match, or an account; the account may stand beside the other two.</summary>
public sealed record ReportDraft
{
    /// <summary>The account it is about. With a message or match it must be the sender or the other one.</summary>
    public UserId? Subject { get; init; }

    public MessageId? Message { get; init; }

    /// <summary>A match the reporter was in.</summary>
    public MatchId? Match { get; init; }

    /// <summary>What the client calls the occasion. When it names a match the two were in, the report is about that; anything else is kept as it is.</summary>
    public string? Session { get; init; }

    /// <summary>`inappropriate`, `harassment`, `spam`, `underage` or `other`.</summary>
    public string? Reason { get; init; }

    public string? Description { get; init; }
}

/// <summary>Who reports. Without <paramref name="User"/>, <paramref name="PartyKey"/> must say which party of a match it is.</summary>
/// <param name="Device">As the client calls its device, for the limits; null when it does not.</param>
public sealed record ReporterContext(User? User, string? PartyKey, string? Device, IPAddress? Address);
