using Parlance.Core.Calls;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Core.Media;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Dialects.Besage;
using Parlance.Dialects.Blink;
using Parlance.Dialects.ChatRooms;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun;
using Parlance.Dialects.Hosting.Health;
using Parlance.Dialects.Hosting.Moderation;
using Parlance.Dialects.Native;
using Parlance.Sockets;
using Parlance.Storage;

namespace Parlance.Server.Settings;

/// <summary>Every options class there is. A feature with settings adds its line here and a row to docs/configuration.md.</summary>
internal static class SettingsCatalog
{
    public static readonly IReadOnlyList<(string Section, Type Type)> Sections =
    [
        (DeploymentOptions.Section, typeof(DeploymentOptions)),
        (HttpOptions.Section, typeof(HttpOptions)),
        (OriginOptions.Section, typeof(OriginOptions)),
        (TokenOptions.Section, typeof(TokenOptions)),
        (DatabaseOptions.Section, typeof(DatabaseOptions)),
        (StorageOptions.Section, typeof(StorageOptions)),
        (FamilyOptions.Section, typeof(FamilyOptions)),
        (BlobOptions.Section, typeof(BlobOptions)),
        (MediaOptions.Section, typeof(MediaOptions)),
        (NativeOptions.Section, typeof(NativeOptions)),
        (BlinkOptions.Section, typeof(BlinkOptions)),
        (ChatRoomsOptions.Section, typeof(ChatRoomsOptions)),
        (BesageOptions.Section, typeof(BesageOptions)),
        (FortiFunOptions.Section, typeof(FortiFunOptions)),
        (DjangoOptions.Section, typeof(DjangoOptions)),
        (MessageLogOptions.Section, typeof(MessageLogOptions)),
        (PresenceOptions.Section, typeof(PresenceOptions)),
        (CallOptions.Section, typeof(CallOptions)),
        (ModerationOptions.Section, typeof(ModerationOptions)),
        (LimitOptions.Section, typeof(LimitOptions)),
        (MatchOptions.Section, typeof(MatchOptions)),
        (SocketOptions.Section, typeof(SocketOptions)),
        (DrainOptions.Section, typeof(DrainOptions)),
        (LogOptions.Section, typeof(LogOptions)),
        (TelemetryOptions.Section, typeof(TelemetryOptions)),
    ];

    public static IEnumerable<SettingDefinition> Definitions =>
        Sections.SelectMany(section => SettingDefinition.Of(section.Section, Activator.CreateInstance(section.Type)!));
}
