using System.Reflection;

namespace Parlance.Server;

internal static class ProductVersion
{
    /// <summary>`0.1.0`, without the commit.</summary>
    public static readonly string Text =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
