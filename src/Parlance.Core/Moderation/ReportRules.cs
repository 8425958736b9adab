namespace Parlance.Core.Moderation;

/// <summary>What a report may look like, and what it is refused for.</summary>
public static class ReportRules
{
    public const int MaxDescription = 4_000;
    public const int MaxSession = 64;
    public const int MaxNote = 2_000;
    public const int MessagesBefore = 5;

    public static readonly Refusal NoSuchReport = new(RefusalCode.NotFound, "There is no such report.", "Check the id.");

    public static readonly Refusal NoSuchMatch = new(RefusalCode.NotFound, "There is no such match, or you were not in it.", "Check the id of the match.");

    public static readonly Refusal NotOneself = Refusal.Invalid("user", "Nobody reports themselves.");

    public static readonly Refusal AboutNobody = Refusal.Invalid("user", "A report needs a `user`, a `message` or a `match` to be about.");

    public static readonly Refusal Decided = new(RefusalCode.Taken, "The report is decided already.", "Read it again: it says how, when and by whom.") { Field = "state" };

    /// <summary>The reasons people give, as the native wire names them.</summary>
    public static ReportReason? Parse(string? reason) => reason switch
    {
        "inappropriate" => ReportReason.Inappropriate,
        "harassment" => ReportReason.Harassment,
        "spam" => ReportReason.Spam,
        "underage" => ReportReason.Underage,
        "other" => ReportReason.Other,
        _ => null,
    };

    /// <summary>Whether the words may be stored; whom it is about is looked at later.</summary>
    public static Refusal? Check(ReportDraft draft)
    {
        if (Parse(draft.Reason) is null)
            return Refusal.Invalid("reason", "`reason` must be `inappropriate`, `harassment`, `spam`, `underage` or `other`.");
        if (draft.Description is { } description && (description.Length > MaxDescription || !TextRules.IsClean(description, allowLines: true)))
            return Refusal.Invalid("description", $"`description` has at most {MaxDescription} characters, none of them a control character or half of one.");
        if (draft.Session is { } session && (session.Length > MaxSession || !TextRules.IsClean(session)))
            return Refusal.Invalid("session_id", $"`session_id` has at most {MaxSession} characters, none of them a control character or half of one.");
        return null;
    }
}
