using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Calls;

namespace Parlance.Dialects.Hosting.Calls;

public static class CallServices
{
    /// <summary>Calls in conversations, their ICE servers and their records. Needs <see cref="ICallRegistry"/>, <see cref="ICallStore"/>, the conversations, an event bus and the limits among the services.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddSingleton<IceServers>();
        services.AddSingleton<CallSetups>();
        services.AddSingleton<CallRecorder>();
        services.AddSingleton<CallService>();
        services.AddSingleton<CallReports>();
        services.AddHostedService<CallUpkeep>();
        return services;
    }
}
