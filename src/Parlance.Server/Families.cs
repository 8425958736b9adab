using Parlance.Dialects.ChatRooms;
using Parlance.Dialects.FortiFun;
using Parlance.Server.Settings;

namespace Parlance.Server;

/// <summary>The dialects beside the native one, by their names in the setting `FAMILIES` (contracts R12).</summary>
internal static class Families
{
    /// <summary>Those this version has. A dialect that comes in adds its line here; where two share a path, the earlier line is asked first (contracts C1: blink before forti).</summary>
    private static readonly (string Name, Action<IServiceCollection> AddServices)[] Known =
    [
        (ChatRoomsDialect.DialectName, ChatRoomsDialect.AddServices),
        (FortiFunDialect.DialectName, FortiFunDialect.AddServices),
    ];

    /// <summary>Brings in what is to be served; the paths of the others stay free.</summary>
    public static void AddFamilies(this IServiceCollection services, FamilyOptions options)
    {
        foreach (var family in Known.Where(family => options.Served.Contains(family.Name, StringComparer.OrdinalIgnoreCase)))
            family.AddServices(services);
    }

    public static bool IsInThisVersion(string name) => Known.Any(family => family.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
