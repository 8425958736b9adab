using Parlance.Dialects.Besage;
using Parlance.Dialects.Blink;
using Parlance.Dialects.ChatRooms;
using Parlance.Dialects.FortiFun;
using Parlance.Server.Settings;

namespace Parlance.Server;

/// <summary>The dialects beside the native one, by their names in the setting `FAMILIES` (contracts R12).</summary>
internal static class Families
{
    /// <summary>Where two share a path, the earlier line is asked first (contracts C1: blink before forti).</summary>
    private static readonly (string Name, Action<IServiceCollection> AddServices)[] Known =
    [
        (BlinkDialect.DialectName, BlinkDialect.AddServices),
        (ChatRoomsDialect.DialectName, ChatRoomsDialect.AddServices),
        (BesageDialect.DialectName, BesageDialect.AddServices),
        (FortiFunDialect.DialectName, FortiFunDialect.AddServices),
    ];

    /// <summary>Brings in what is to be served; the paths of the others stay free.</summary>
    public static void AddFamilies(this IServiceCollection services, FamilyOptions options)
    {
        foreach (var family in Known.Where(family => options.Served.Contains(family.Name, StringComparer.OrdinalIgnoreCase)))
            family.AddServices(services);
    }
}
