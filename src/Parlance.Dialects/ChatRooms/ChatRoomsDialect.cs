using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Dialects.ChatRooms.Endpoints;
using Parlance.Dialects.ChatRooms.Socket;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Limits;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.ChatRooms;

/// <summary>The dialect of the chat-rooms front end: docs/wire/chatrooms.md; where each fact comes from is in the README beside this file.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><see cref="Speaker"/> decides who acts as whom: clients name users in paths and bodies.</item>
/// <item><see cref="Doorway"/> makes the users and rooms that clients merely name.</item>
/// <item><see cref="ChatRoomsErrors"/> says no in the words the clients react to.</item>
/// </list>
/// </remarks>
public sealed class ChatRoomsDialect : IDialect
{
    public const string DialectName = "rooms";

    public static readonly TokenFamily TokenFamily = new(DialectName, TimeSpan.FromDays(30), RefreshLifetime: null, Rotates: false) { NamesSubject = true };

    internal ChatRoomsDialect(ChatRoomsSockets sockets) => Sockets = sockets.Routes;

    public string Name => DialectName;

    public IReadOnlyList<SocketRoute> Sockets { get; }

    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Speaker>();
        services.AddSingleton<Doorway>();
        services.AddSingleton<Arrivals>();
        services.AddSingleton<RoomViews>();
        services.AddSingleton<Appearance>();
        services.AddSingleton<ChatRoomsServices>();
        services.AddSingleton<SocketServices>();
        services.AddSingleton<ChatRoomsSockets>();
        services.AddSingleton(TokenFamily);
        services.AddSingleton(new WireContracts(ChatRoomsJson.Default));
        services.AddSingleton<IDialect>(provider => new ChatRoomsDialect(provider.GetRequiredService<ChatRoomsSockets>()));
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var api = Speaker.Recognize(endpoints.MapGroup("").Limited(DialectName, ChatRoomsErrors.ToResult));
        api.MapMeta();
        api.MapAuth();
        api.MapUsers();
        api.MapAvatars();
        api.MapRooms();
        api.MapRoomMessages();
        api.MapDirect();
    }
}
