namespace Parlance.Server.Settings;

/// <summary>Django's `DEBUG`: `False` means production (contracts R5), `True` development.</summary>
internal static class DebugVariable
{
    /// <returns>The environment with `ENVIRONMENT` set from `DEBUG` where only the latter is.</returns>
    public static IReadOnlyDictionary<string, string> AsEnvironment(IReadOnlyDictionary<string, string> environment, List<SettingProblem> problems)
    {
        var text = environment.GetValueOrDefault("DEBUG");
        if (string.IsNullOrWhiteSpace(text))
            return environment;
        if (SettingText.Boolean(text) is not { } debug)
        {
            problems.Add(new SettingProblem("DEBUG", $"\"{text}\"", "must be `True` or `False`", "Remove it and set ENVIRONMENT to `development` or `production` instead."));
            return environment;
        }

        var meant = debug ? "development" : "production";
        var said = environment.GetValueOrDefault("ENVIRONMENT");
        if (!string.IsNullOrWhiteSpace(said))
        {
            if (!said.Trim().Equals(meant, StringComparison.OrdinalIgnoreCase))
                problems.Add(new SettingProblem("ENVIRONMENT and DEBUG", $"\"{said}\" and \"{text}\"", "contradict each other", $"Remove DEBUG; ENVIRONMENT alone decides. DEBUG={text} would mean {meant}."));
            return environment;
        }

        return new Dictionary<string, string>(environment, StringComparer.Ordinal) { ["ENVIRONMENT"] = meant };
    }
}
