using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Dialects.Blink.Endpoints;
using Parlance.Dialects.Blink.Socket;
using Parlance.Dialects.Blink.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Limits;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.Blink;

/// <summary>The dialect of the random video chat: docs/wire/blinkchat.md. Registration and refresh are in <see cref="Django.Shared"/>, since another family has them too.</summary>
/// <remarks><see cref="BlinkDoor"/> tells whose a handshake is, <see cref="BlinkSession"/> is a connection.</remarks>
public sealed class BlinkDialect : IDialect
{
    public const string DialectName = DjangoFamilies.BlinkName;

    public static readonly TokenFamily TokenFamily = DjangoFamilies.BlinkTokens;

    internal static readonly DjangoErrors Errors = new(DialectName, DjangoWords.English);

    internal BlinkDialect(BlinkSockets sockets) => Sockets = sockets.Routes;

    public string Name => DialectName;

    public IReadOnlyList<SocketRoute> Sockets { get; }

    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton(TokenFamily);
        services.AddSingleton(new WireContracts(BlinkJson.Default));
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<SocketServices>();
        services.AddSingleton<BlinkDoor>();
        services.AddSingleton<BlinkSockets>();
        services.AddSingleton<IDialect>(provider => new BlinkDialect(provider.GetRequiredService<BlinkSockets>()));
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").Limited(DialectName, Errors.Of);
        api.MapMeta();
        api.MapAccounts();
        api.MapReports();
    }
}
