using System.Collections;

namespace Parlance.Server.Settings;

/// <summary>All options of this process, read once at the start.</summary>
public sealed class ServerSettings
{
    private readonly Dictionary<Type, object> _options;

    private ServerSettings(Dictionary<Type, object> options, IReadOnlyList<SettingProblem> problems, IReadOnlyList<string> notes)
    {
        _options = options;
        Problems = problems;
        Notes = notes;
    }

    /// <summary>When there is one, the process must not start.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; }

    /// <summary>Sentences about what was set and has no effect, and what an operator should know.</summary>
    public IReadOnlyList<string> Notes { get; }

    public bool IsProduction => Get<DeploymentOptions>().Environment == Deployment.Production;

    public T Get<T>() where T : class => (T)_options[typeof(T)];

    /// <summary>From the process's environment and the appsettings.json beside the program and in the working directory, the latter winning.</summary>
    public static ServerSettings Load()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        return Load(environment, SettingsFile.Open);
    }

    internal static ServerSettings Load(IReadOnlyDictionary<string, string> environment, Func<List<SettingProblem>, IConfiguration>? openFile = null)
    {
        var fileProblems = new List<SettingProblem>();
        var file = openFile?.Invoke(fileProblems) ?? new ConfigurationBuilder().Build();
        var reader = new SettingsReader(DebugVariable.AsEnvironment(environment, fileProblems), file);
        var options = SettingsCatalog.Sections.ToDictionary(section => section.Type, section => reader.Read(section.Section, section.Type));
        reader.ReportUnknown();

        var notes = new List<string>();
        var settings = new ServerSettings(options, [], []);
        SettingsRules.Check(settings, environment, reader.Problems, notes);
        return new ServerSettings(options, [.. fileProblems, .. reader.Problems], notes);
    }

    /// <summary>Makes each options class a service of its own type.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton(this);
        foreach (var (type, options) in _options)
            services.AddSingleton(type, options);
    }
}
