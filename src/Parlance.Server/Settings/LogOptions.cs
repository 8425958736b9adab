namespace Parlance.Server.Settings;

public sealed class LogOptions
{
    public const string Section = "Log";

    /// <summary>Least severe of Parlance's own entries that is written: `Trace`, `Debug`, `Information`, `Warning`, `Error`. Default `Information`. The framework's entries are always from `Warning` up, since those below it can hold query strings.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;
}
