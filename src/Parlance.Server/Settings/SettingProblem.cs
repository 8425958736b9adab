namespace Parlance.Server.Settings;

/// <summary>One reason not to start.</summary>
/// <param name="Name">As the operator wrote it: `PORT` or `Parlance:Http:Port`.</param>
/// <param name="Value">As written; secrets hidden. Null when nothing was written.</param>
/// <param name="Complaint">What is wrong, as the rest of a sentence that begins with the name.</param>
/// <param name="Remedy">What to do, one sentence.</param>
public sealed record SettingProblem(string Name, string? Value, string Complaint, string Remedy)
{
    public override string ToString() => $"  {Name}{(Value is null ? "" : $" = {Value}")}\n    {Complaint}.\n    {Remedy}";
}
