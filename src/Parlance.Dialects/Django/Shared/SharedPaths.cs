using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Limits;

namespace Parlance.Dialects.Django.Shared;

/// <summary>Paths that belong to several families at once, each served once, by the rules of the families that are there (contracts section 3).</summary>
public static class SharedPaths
{
    public static void AddDjangoShared(this IServiceCollection services)
    {
        services.AddSingleton<DjangoFamilies>();
        services.AddSingleton(new WireContracts(DjangoJson.Default));
    }

    public static void MapDjangoShared(this IEndpointRouteBuilder endpoints)
    {
        var families = endpoints.ServiceProvider.GetRequiredService<DjangoFamilies>();
        if (families.OfAccounts is not { } accounts)
            return;

        var errors = new DjangoErrors(accounts.Name, DjangoWords.English);
        var api = endpoints.MapGroup("").Limited(accounts.Name, errors.Of);
        new RegisterEndpoint(accounts, errors).Map(api);
        new RefreshEndpoint(accounts, errors).Map(api);
        if (families is { Besage: not null, HasRooms: false })
            LogoutEndpoint.Map(api);
    }

    /// <summary>An answer that holds tokens, which nothing on the way may keep.</summary>
    internal static IResult Uncached(HttpContext http, IResult answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        return answer;
    }
}
