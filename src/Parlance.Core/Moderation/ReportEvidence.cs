namespace Parlance.Core.Moderation;

/// <summary>What the reviewer is shown, kept as it was: the people concerned may change or delete it meanwhile.</summary>
public sealed record ReportEvidence
{
    public EvidenceMessage? Message { get; init; }

    /// <summary>Up to <see cref="ReportRules.MessagesBefore"/> messages before the reported one, oldest first.</summary>
    public IReadOnlyList<EvidenceMessage> Before { get; init; } = [];

    public EvidenceMatch? Match { get; init; }
}

/// <param name="SentAt">Unix milliseconds, as all times in here.</param>
public sealed record EvidenceMessage(long Id, long Sender, string SenderName, string Kind, string Content, IReadOnlyList<string> Attachments, long SentAt);

/// <param name="EndedAt">Null while it lasts.</param>
public sealed record EvidenceMatch(string Id, long StartedAt, long? EndedAt, long? ReporterUser, long? SubjectUser);
