namespace Parlance.Core.Presence;

public sealed class PresenceOptions
{
    public const string Section = "Presence";

    /// <summary>How long after the last connection ended a user still counts as online. Default 5 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
