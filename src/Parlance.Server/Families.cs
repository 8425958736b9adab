using Parlance.Dialects.Besage;
using Parlance.Dialects.Blink;
using Parlance.Dialects.ChatRooms;
using Parlance.Dialects.Django;
using Parlance.Server.Settings;

namespace Parlance.Server;

/// <summary>The dialects beside the native one, by their names in the setting `FAMILIES` (contracts R12).</summary>
internal static class Families
{
    private static readonly Dictionary<string, Action<IServiceCollection>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [BlinkDialect.DialectName] = BlinkDialect.AddServices,
        [ChatRoomsDialect.DialectName] = ChatRoomsDialect.AddServices,
        [BesageDialect.DialectName] = BesageDialect.AddServices,
        // Of this one only what is shared: accounts and tokens.
        [DjangoFamilies.FortiName] = DjangoFamilies.AddForti,
    };

    /// <summary>Brings in what is to be served; the paths of the others stay free.</summary>
    public static void AddFamilies(this IServiceCollection services, FamilyOptions options)
    {
        foreach (var name in options.Served.Where(Known.ContainsKey))
            Known[name](services);
    }
}
