using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Parlance.Server.Settings;

/// <summary>One property of one options class.</summary>
internal sealed record SettingDefinition(string Key, PropertyInfo Property, object? Default)
{
    private static readonly EnvironmentName Unnamed = new("", []);

    public Type Type => Property.PropertyType;

    public bool IsList => Type == typeof(IReadOnlyList<string>);

    public EnvironmentName Names { get; } = EnvironmentName.All.FirstOrDefault(name => name.Key == Key) ?? Unnamed;

    public IEnumerable<ValidationAttribute> Checks => Property.GetCustomAttributes<ValidationAttribute>();

    /// <summary>The default as an operator would write it; empty for none.</summary>
    public string DefaultText => Default switch
    {
        null => "",
        bool value => value ? "true" : "false",
        Enum value => value.ToString().ToLowerInvariant(),
        IEnumerable<string> list => string.Join(',', list),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString()!,
    };

    /// <summary>The settings of an options class, those of nested ones with their path.</summary>
    public static IEnumerable<SettingDefinition> Of(string path, object defaults)
    {
        foreach (var property in defaults.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var value = property.GetValue(defaults);
            if (value is not null && IsNested(property.PropertyType))
            {
                foreach (var inner in Of($"{path}:{property.Name}", value))
                    yield return inner;
            }
            else
            {
                yield return new SettingDefinition($"{path}:{property.Name}", property, value);
            }
        }
    }

    public static bool IsNested(Type type) => type.IsClass && type != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(type);
}
