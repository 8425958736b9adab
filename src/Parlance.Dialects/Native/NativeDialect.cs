using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Core.Calls;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Limits;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Dialects.Native.Endpoints;
using Parlance.Dialects.Native.Operations;
using Parlance.Dialects.Native.Socket;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets;

namespace Parlance.Dialects.Native;

/// <summary>The dialect in which everything the product can do can be said: docs/wire/native.md.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><see cref="NativeOperations"/> is what can be done, each thing once, from wire record to wire record.</item>
/// <item>The socket `/ws/v1` (<see cref="NativeSession"/>) and the endpoints below `/api/v1` are two ways to it.</item>
/// <item><see cref="NativeCodec"/> turns the core's events into frames.</item>
/// </list>
/// </remarks>
public sealed class NativeDialect : IDialect
{
    public const string DialectName = "native";

    public static readonly TokenFamily TokenFamily = new(DialectName, TimeSpan.FromHours(1), TimeSpan.FromDays(7), Rotates: true);

    internal NativeDialect(NativeServices services, NativeCodec codec) =>
        Sockets = [new SocketRoute("/ws/v1", codec, (connection, _) => new NativeSession(connection, services))];

    public string Name => DialectName;

    public IReadOnlyList<SocketRoute> Sockets { get; }

    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Microsoft.AspNetCore.Routing.MatcherPolicy, PathsByToken>();
        services.AddSingleton<NativeOperations>();
        services.AddSingleton<NativeModeration>();
        services.AddSingleton<NativeServices>();
        services.AddSingleton(provider => NativeCodec.For(provider.GetRequiredService<SocketOptions>(), provider.GetRequiredService<CallOptions>()));
        services.AddSingleton(new WireContracts(NativeJson.Default));
        services.AddSingleton<IDialect>(provider =>
            new NativeDialect(provider.GetRequiredService<NativeServices>(), provider.GetRequiredService<NativeCodec>()));
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1").YieldsUnlessTokenOf(DialectName).Limited(DialectName, Refusals.ToResult);
        api.MapAccounts();
        api.MapUsers();
        api.MapAvatars();
        api.MapFiles();
        api.MapConversations();
        api.MapMessages();
        api.MapSearch();
        api.MapCalls();
        api.MapReportsAndBlocks();
        api.MapModeration();
    }
}
