namespace Parlance.Server.Settings;

internal static class SettingsFile
{
    public static IConfiguration Open(List<SettingProblem> problems)
    {
        var builder = new ConfigurationBuilder();
        string[] folders = [AppContext.BaseDirectory, Directory.GetCurrentDirectory()];
        foreach (var file in folders.Select(folder => Path.GetFullPath(Path.Combine(folder, "appsettings.json"))).Distinct(StringComparer.Ordinal))
        {
            if (File.Exists(file) && IsReadable(file, problems))
                builder.AddJsonFile(file, optional: true, reloadOnChange: false);
        }

        return builder.Build();
    }

    private static bool IsReadable(string file, List<SettingProblem> problems)
    {
        try
        {
            new ConfigurationBuilder().AddJsonFile(file, optional: false, reloadOnChange: false).Build();
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            problems.Add(new SettingProblem(file, null, $"cannot be read: {e.InnerException?.Message ?? e.Message}".TrimEnd('.'), "Correct the JSON or the rights of the file, or remove it."));
            return false;
        }
    }
}
