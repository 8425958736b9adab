using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Events;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Endpoints;
using Parlance.Dialects.Besage.Pictures;
using Parlance.Dialects.Besage.Socket;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Limits;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.Besage;

/// <summary>The dialect of the Besage chat: docs/wire/besage.md; where each fact comes from is in the README beside this file.</summary>
/// <remarks>
/// Its documented API and its React Native client do not fit each other; both are served, so many things are said twice.
/// <list type="bullet">
/// <item><see cref="ChatViews"/> shows conversations of two and groups as chats; <see cref="Rosters"/> keeps who is in those that have sockets.</item>
/// <item><see cref="ChatSession"/> is a socket to one chat, <see cref="UserSession"/> somebody's personal one.</item>
/// <item><see cref="BesageErrors"/> says no.</item>
/// </list>
/// </remarks>
public sealed class BesageDialect : IDialect
{
    public const string DialectName = DjangoFamilies.BesageName;

    internal BesageDialect(BesageSockets sockets) => Sockets = sockets.Routes;

    public string Name => DialectName;

    public IReadOnlyList<SocketRoute> Sockets { get; }

    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<People>();
        services.AddSingleton<ChatViews>();
        services.AddSingleton<Rosters>();
        services.AddSingleton<IEventSubscriber>(provider => provider.GetRequiredService<Rosters>());
        services.AddSingleton<ImageWorker>();
        services.AddSingleton<ProfilePictures>();
        services.AddSingleton<BesageServices>();
        services.AddSingleton<SocketServices>();
        services.AddSingleton<BesageDoor>();
        services.AddSingleton<BesageSockets>();
        DjangoFamilies.AddBesage(services);
        services.AddSingleton(new WireContracts(BesageJson.Default));
        services.AddSingleton<IDialect>(provider => new BesageDialect(provider.GetRequiredService<BesageSockets>()));
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").Limited(DialectName, BesageErrors.Of);
        api.MapAuth();
        var own = api.MapGroup("").RequireToken(BesageErrors.Errors);
        own.MapUsers();
        own.MapPictures();
        own.MapChats();
        own.MapMessages();
        own.MapStatuses();
        own.MapReactions();
    }
}
