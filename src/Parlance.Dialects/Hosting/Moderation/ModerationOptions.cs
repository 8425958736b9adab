namespace Parlance.Dialects.Hosting.Moderation;

public sealed class ModerationOptions
{
    public const string Section = "Moderation";

    /// <summary>Where new reports are sent: an http or https address. Default empty: nowhere.</summary>
    public string ReportWebhook { get; init; } = "";

    /// <summary>Signs what is sent there. Default empty: it is not signed.</summary>
    public string ReportWebhookSecret { get; init; } = "";
}
