using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Dialects.Django;
using Parlance.Dialects.FortiFun.Endpoints;
using Parlance.Dialects.FortiFun.Socket;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Limits;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.FortiFun;

/// <summary>The dialect of the FortiFun app: docs/wire/fortifun.md. Its conversations are the direct conversations of the core.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><see cref="FortiFunWords"/> says no in the words its clients know.</item>
/// <item><see cref="ConversationViews"/> shows conversations, <see cref="Portraits"/> people.</item>
/// <item><see cref="Postbox"/> sends messages; <see cref="FortiSession"/> is a connection.</item>
/// </list>
/// </remarks>
public sealed class FortiFunDialect : IDialect
{
    public const string DialectName = DjangoFamilies.FortiName;

    public static readonly TokenFamily TokenFamily = DjangoFamilies.FortiTokens;

    internal FortiFunDialect(FortiFunSockets sockets) => Sockets = sockets.Routes;

    public string Name => DialectName;

    public IReadOnlyList<SocketRoute> Sockets { get; }

    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ConversationViews>();
        services.AddSingleton<Portraits>();
        services.AddSingleton<Candidates>();
        services.AddSingleton<Postbox>();
        services.AddSingleton<MatchingLimits>();
        services.AddSingleton<FortiFunServices>();
        services.AddSingleton<Roster>();
        services.AddSingleton<IEventSubscriber>(provider => provider.GetRequiredService<Roster>());
        services.AddSingleton<FortiCodec>();
        services.AddSingleton<SocketServices>();
        services.AddSingleton<FortiFunSockets>();
        DjangoFamilies.AddForti(services);
        services.AddSingleton(new WireContracts(FortiFunJson.Default));
        services.AddSingleton<IDialect>(provider => new FortiFunDialect(provider.GetRequiredService<FortiFunSockets>()));
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("").Limited(DialectName, FortiFunWords.Errors.Of);
        api.MapAccounts();
        api.MapFiles();
        api.MapDevices();
        api.MapOldAccounts();
        api.MapConversations();
        api.MapMatching();
    }
}
