using Microsoft.AspNetCore.Connections;
using Parlance.Cluster.InProcess;
using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Calls;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Interests;
using Parlance.Core.Likes;
using Parlance.Core.Matchmaking;
using Parlance.Core.Messages;
using Parlance.Core.Moderation;
using Parlance.Core.Operation;
using Parlance.Core.Presence;
using Parlance.Core.Receipts;
using Parlance.Dialects.Django;
using Parlance.Dialects.Django.Shared;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Dialects.Hosting.Calls;
using Parlance.Dialects.Hosting.Health;
using Parlance.Dialects.Hosting.Limits;
using Parlance.Dialects.Hosting.Matching;
using Parlance.Dialects.Hosting.Media;
using Parlance.Dialects.Hosting.Metrics;
using Parlance.Dialects.Hosting.Moderation;
using Parlance.Dialects.Hosting.Receipts;
using Parlance.Dialects.Hosting.Search;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Dialects.Native;
using Parlance.Server.Api;
using Parlance.Server.Settings;
using Parlance.Server.Web;
using Parlance.Sockets;
using Parlance.Storage;

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

        services.AddParlanceStorage(settings.Get<DatabaseOptions>().Address, settings.Get<StorageOptions>());
        AddBlobs(services, settings.Get<BlobOptions>(), settings.Get<DatabaseOptions>().DataFolder);
        services.AddSingleton<IEventBus, InProcessEventBus>();
        services.AddSingleton<IPresence, InProcessPresence>();
        services.AddSingleton<IAttendance, InProcessAttendance>();
        services.AddSingleton<ISpeakingRights, InProcessSpeakingRights>();
        services.AddSingleton<ICallRegistry, InProcessCallRegistry>();
        services.AddSingleton<IMatchQueue, InProcessMatchQueue>();
        AddCore(services);
        AddSockets(services);
        NativeDialect.AddServices(services);
        services.AddFamilies(settings.Get<FamilyOptions>());

        services.AddModeration();
        services.AddSearch();
        services.AddCalls();
        services.AddDjangoShared();
        services.AddMedia();
        services.AddSingleton(new PublicBase(settings.Get<HttpOptions>().PublicUrl));
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<RequestLimits>();
        services.AddSingleton(HttpRules.Origins(settings));
        services.AddSingleton(HttpRules.Hosts(settings));
        services.AddSingleton(HttpRules.Proxies(settings));

        services.AddSingleton<Readiness>();
        services.AddSingleton<HealthStats>();
        StorageReadiness.AddTo(services);
        services.AddHostedService<Drain>();
        services.AddApiDocument();
        services.AddSingleton(_ => WebAppFiles.Read(typeof(Composition).Assembly));
        services.AddMetrics();
        services.AddPrometheus();
        services.AddHostedService<OtlpExport>();
        services.AddHostedService<StartUpReport>();
    }

    private static void AddCore(IServiceCollection services)
    {
        services.AddAccounts();
        services.AddSingleton(NativeDialect.TokenFamily);
        services.AddSingleton<MessageLog>();
        services.AddSingleton<BlockCache>();
        services.AddSingleton<AccessCache>();
        services.AddSingleton<RoomGrants>();
        services.AddSingleton<ConversationService>();
        services.AddSingleton<ContentFilter>();
        services.AddSingleton<SlowMode>();
        services.AddSingleton<MessageService>();
        services.AddSingleton<ReceiptService>();
        services.AddSingleton<TypingService>();
        services.AddSingleton<BlockService>();
        services.AddSingleton<LikeService>();
        services.AddSingleton<InterestCatalog>();
        services.AddSingleton<LastSeen>();
        services.AddSingleton<MatchLimits>();
        services.AddSingleton<MatchRecords>();
        services.AddSingleton<IUnmatchedLog, UnmatchedRefusals>();
        services.AddSingleton<Matchmaker>();
        services.AddSingleton<IEventSubscriber>(provider => provider.GetRequiredService<Authenticator>());
        services.AddSingleton<IEventSubscriber>(provider => provider.GetRequiredService<BlockCache>());
        services.AddSingleton<IEventSubscriber>(provider => provider.GetRequiredService<AccessCache>());
        services.AddSingleton<IEventSubscriber>(provider => provider.GetRequiredService<LastSeen>());
        services.AddSingleton<IEventSubscriber>(provider => provider.GetRequiredService<Matchmaker>());
    }

    private static void AddSockets(IServiceCollection services)
    {
        services.AddSingleton<SocketServer>();
        services.AddSingleton<SocketRoutes>();
        services.AddSingleton<IUpgradeGate, SocketGate>();
        services.AddSingleton<IConnectionListenerFactory, UpgradeListenerFactory>();
        services.AddSingleton(provider => provider.GetRequiredService<SocketServer>().FanOut);
        services.AddSingleton<ReceiptTeller>();
        services.AddSingleton<SocketHost>();
        services.AddSingleton<IDrain>(provider => provider.GetRequiredService<SocketHost>());
        services.AddHostedService(provider => provider.GetRequiredService<SocketHost>());
    }

    private static void MapRequests(WebApplication app)
    {
        app.UseHttpShell();
        app.UseWebAppAtRoot();
        app.UseRouting();
        app.UseBannedAddresses();

        var families = app.Services.GetRequiredService<DjangoFamilies>();
        app.MapHealth(ProductVersion.Text, families.Besage is null ? [] : ["/api/health"]);
        app.MapMetrics();
        app.MapApiDocument();
        app.MapWebApp();
        app.MapMedia();
        app.MapDjangoShared();
        app.MapSockets();
        foreach (var dialect in app.Services.GetServices<IDialect>())
            dialect.Map(app);
    }

    private static void AddBlobs(IServiceCollection services, BlobOptions blobs, string dataFolder) =>
        services.AddParlanceBlobs(blobs.AddressIn(dataFolder), blobs.AccessKeyId, blobs.SecretAccessKey);

    private static SigningKey SigningKeyOf(ServerSettings settings)
    {
        var given = settings.Get<TokenOptions>().SecretKey;
        return SigningKey.FromText(given.Length > 0 ? given : SecretKeyFile.ReadOrCreate(settings.Get<DatabaseOptions>().DataFolder));
    }
}
