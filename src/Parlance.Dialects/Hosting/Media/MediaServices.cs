using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Core.Media;
using Parlance.Core.Operation;

namespace Parlance.Dialects.Hosting.Media;

public static class MediaServices
{
    /// <summary>Uploads, and what looks after their files. Needs <see cref="IBlobStore"/>, <see cref="IBlobIndex"/>, <see cref="PublicBase"/>, the accounts, an event bus and the limits among the services.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddSingleton<UploadLimits>();
        services.AddSingleton<MediaKeeper>();
        services.AddSingleton<IProfileFiles>(provider => provider.GetRequiredService<MediaKeeper>());
        services.AddSingleton<MediaService>();
        services.AddSingleton<IReadinessCheck, BlobReadiness>();
        services.AddHostedService<MediaUpkeep>();
        return services;
    }
}
