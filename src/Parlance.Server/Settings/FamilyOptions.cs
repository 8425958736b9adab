namespace Parlance.Server.Settings;

public sealed class FamilyOptions
{
    public const string Section = "Families";

    internal static readonly IReadOnlyList<string> All = ["blink", "rooms", "besage", "forti"];

    /// <summary>Families of clients that are served besides the native one, which always is; `native` alone serves no other. Default: all.</summary>
    public IReadOnlyList<string> Served { get; init; } = All;
}
