using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Search;

namespace Parlance.Dialects.Hosting.Search;

public static class SearchServices
{
    /// <summary>Full-text search, and who keeps its index. Needs <see cref="ISearchStore"/>, the conversations, an event bus and the limits among the services.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.AddSingleton<SearchService>();
        services.AddHostedService<SearchUpkeep>();
        return services;
    }
}
