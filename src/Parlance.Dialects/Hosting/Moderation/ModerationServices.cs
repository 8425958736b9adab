using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Moderation;

namespace Parlance.Dialects.Hosting.Moderation;

public static class ModerationServices
{
    /// <summary>Reports, bans, filters and what keeps them. Needs the stores, accounts, conversations, an event bus and the limits among the services.</summary>
    public static IServiceCollection AddModeration(this IServiceCollection services)
    {
        services.AddSingleton<BanService>();
        services.AddSingleton<ModerationService>();
        services.AddSingleton<OperatorWatch>();
        services.AddSingleton<ReportLimits>();
        services.AddSingleton<ReportService>();
        services.AddSingleton<IBanWatcher, SocketBans>();
        services.AddHostedService<ModerationUpkeep>();
        services.AddHostedService<FlagReporter>();
        services.AddSingleton<ReportWebhook>();
        services.AddSingleton<IReportWatcher>(provider => provider.GetRequiredService<ReportWebhook>());
        services.AddHostedService(provider => provider.GetRequiredService<ReportWebhook>());
        return services;
    }
}
