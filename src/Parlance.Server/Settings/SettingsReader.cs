using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Parlance.Server.Settings;

/// <summary>Reads every options class from the environment and appsettings.json, gathering everything that is wrong instead of stopping at the first.</summary>
/// <remarks>
/// Precedence: a variable with a name of its own (`PORT`), `Parlance__Http__Port`, appsettings.json, the default. The first two are both the
/// environment, so when they disagree nobody can know which was meant, and the start is refused.
/// </remarks>
internal sealed class SettingsReader
{
    private const string Prefix = "Parlance:";
    private const int MaxListEntries = 1_000;

    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly Dictionary<string, string> _keyed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _file = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    public SettingsReader(IReadOnlyDictionary<string, string> environment, IConfiguration file)
    {
        _environment = environment;
        foreach (var (name, value) in environment)
        {
            var key = name.Replace("__", ":", StringComparison.Ordinal);
            if (key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                _keyed[key[Prefix.Length..]] = value;
        }

        foreach (var (key, value) in file.AsEnumerable())
        {
            if (value is not null && key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                _file[key[Prefix.Length..]] = value;
        }
    }

    public List<SettingProblem> Problems { get; } = [];

    /// <returns>The options, with the default in place of every value that has a problem.</returns>
    public object Read(string section, Type type)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var definition in SettingDefinition.Of(section, options).ToList())
            Apply(definition, Owner(options, definition.Key.Split(':')[1..^1]));
        return options;
    }

    /// <summary>Call last: everything under `Parlance` that no options class has asked for is a mistake.</summary>
    public void ReportUnknown()
    {
        var known = SettingsCatalog.Definitions.Select(definition => definition.Key).ToList();
        foreach (var key in _keyed.Keys.Concat(_file.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Where(key => !_read.Contains(key)).Order(StringComparer.Ordinal))
        {
            var nearest = known.MinBy(candidate => Spelling.Distance(candidate, key))!;
            var meant = Spelling.Distance(nearest, key) <= 3 ? $"Did you mean `{Prefix}{nearest}`?" : "Remove it, or look the name up in docs/configuration.md.";
            Problems.Add(new SettingProblem(Prefix + key, null, "is not a setting", meant));
        }
    }

    private void Apply(SettingDefinition definition, object owner)
    {
        if (Find(definition) is not { } found)
            return;

        var (name, text) = found;
        object? value;
        if (definition.IsList)
        {
            value = ListText.Parse(text);
        }
        else if (!SettingText.TryConvert(text.Trim(), definition.Type, out value, out var expected))
        {
            Complain(definition, name, text, $"must be {expected}");
            return;
        }

        if (value is < 0 or < 0L or < 0.0 || (value is TimeSpan span && span < TimeSpan.Zero))
        {
            Complain(definition, name, text, "must not be negative");
            return;
        }

        if (definition.Checks.FirstOrDefault(check => !check.IsValid(value)) is { } failed)
        {
            Complain(definition, name, text, failed is RangeAttribute range ? $"must be between {range.Minimum} and {range.Maximum}" : failed.FormatErrorMessage(name));
            return;
        }

        definition.Property.SetValue(owner, value);
    }

    private (string Name, string Text)? Find(SettingDefinition definition)
    {
        var named = definition.Names.Names.Where(name => _environment.GetValueOrDefault(name) is { } text && !string.IsNullOrWhiteSpace(text)).ToList();
        if (!definition.IsList)
            named = named.Take(1).ToList();
        var fromNames = named.Count == 0 ? null : definition.IsList
            ? string.Join(',', named.SelectMany(name => ListText.Parse(_environment[name])))
            : _environment[named[0]];
        var fromKey = Take(_keyed, definition);
        var fromFile = Take(_file, definition);

        if (fromNames is not null && fromKey is not null && !Same(definition, fromNames, fromKey))
        {
            Problems.Add(new SettingProblem($"{string.Join(", ", named)} and Parlance__{definition.Key.Replace(":", "__", StringComparison.Ordinal)}",
                $"{Show(definition, fromNames)} and {Show(definition, fromKey)}", "contradict each other", "Remove one of them."));
        }

        return fromNames is not null ? (string.Join(", ", named), fromNames)
            : fromKey is not null ? (Prefix + definition.Key, fromKey)
            : fromFile is not null ? (Prefix + definition.Key, fromFile)
            : null;
    }

    /// <summary>The text under the key, or the entries under `key:0`, `key:1`, … as one list; null for nothing or blank.</summary>
    private string? Take(Dictionary<string, string> source, SettingDefinition definition)
    {
        _read.Add(definition.Key);
        var text = source.GetValueOrDefault(definition.Key);
        if (definition.IsList)
        {
            var entries = new List<string>();
            for (var i = 0; i < MaxListEntries && source.TryGetValue($"{definition.Key}:{i}", out var entry); i++)
            {
                _read.Add($"{definition.Key}:{i}");
                entries.Add(entry);
            }

            if (entries.Count > 0)
                return string.Join(',', entries);
        }

        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static bool Same(SettingDefinition definition, string one, string other) =>
        definition.IsList ? ListText.Parse(one).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(ListText.Parse(other))
        : one.Trim().Equals(other.Trim(), definition.Type == typeof(string) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private void Complain(SettingDefinition definition, string name, string text, string complaint) =>
        Problems.Add(new SettingProblem(name, Show(definition, text), complaint, Remedy(definition)));

    private static string Remedy(SettingDefinition definition) =>
        definition.DefaultText.Length > 0 ? $"Correct it, or remove it for the default, {definition.DefaultText}." : "Correct it, or remove it.";

    internal static string Show(SettingDefinition definition, string text) => definition.Names.IsSecret ? $"(hidden, {text.Length} characters)" : $"\"{text}\"";

    private static object Owner(object options, IEnumerable<string> path) =>
        path.Aggregate(options, (owner, name) => owner.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)!.GetValue(owner)!);
}
