using Parlance.Dialects.Besage;
using Parlance.Dialects.ChatRooms;
using Parlance.Server.Settings;

namespace Parlance.Server;

/// <summary>The dialects beside the native one, by their names in the setting `FAMILIES` (contracts R12).</summary>
internal static class Families
{
    /// <summary>Those this version has. A dialect that comes in adds its line here.</summary>
    private static readonly Dictionary<string, Action<IServiceCollection>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [ChatRoomsDialect.DialectName] = ChatRoomsDialect.AddServices,
        [BesageDialect.DialectName] = BesageDialect.AddServices,
    };

    /// <summary>Brings in what is to be served; the paths of the others stay free.</summary>
    public static void AddFamilies(this IServiceCollection services, FamilyOptions options)
    {
        foreach (var name in options.Served.Where(Known.ContainsKey))
            Known[name](services);
    }

    public static bool IsInThisVersion(string name) => Known.ContainsKey(name);
}
