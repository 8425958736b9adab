using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Health;
using Parlance.Dialects.Hosting.Metrics;
using Parlance.Server.Settings;

namespace Parlance.Server;

/// <summary>All wiring: which parts there are, and in which order a request meets them.</summary>
public static class Composition
{
    /// <param name="settings">Without problems.</param>
    /// <param name="replace">Runs after all services are added, so that a test can put one of its own in place.</param>
    public static WebApplication Build(ServerSettings settings, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            EnvironmentName = settings.IsProduction ? Environments.Production : Environments.Development,
        });
        builder.AddHttpServer(settings);
        builder.AddLogging(settings);
        AddServices(builder.Services, settings);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        MapRequests(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerSettings settings)
    {
        settings.AddTo(services);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(SigningKeyOf(settings));
        services.AddRouting();

        services.AddSingleton<RefusalLog>();
        services.AddSingleton(HttpRules.Origins(settings));
        services.AddSingleton(HttpRules.Hosts(settings));
        services.AddSingleton(HttpRules.Proxies(settings));

        services.AddSingleton<Readiness>();
        services.AddHostedService<Drain>();
        services.AddMetrics();
        services.AddPrometheus();
        services.AddHostedService<OtlpExport>();
        services.AddHostedService<StartUpReport>();
    }

    private static void MapRequests(WebApplication app)
    {
        app.UseHttpShell();
        app.UseRouting();

        app.MapHealth(ProductVersion.Text);
        app.MapMetrics();
    }

    private static SigningKey SigningKeyOf(ServerSettings settings)
    {
        var given = settings.Get<TokenOptions>().SecretKey;
        return SigningKey.FromText(given.Length > 0 ? given : SecretKeyFile.ReadOrCreate(settings.Get<DatabaseOptions>().DataFolder));
    }
}
