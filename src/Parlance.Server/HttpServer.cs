using Parlance.Dialects.Hosting.Health;
using Parlance.Server.Settings;

namespace Parlance.Server;

internal static class HttpServer
{
    /// <summary>Kestrel on the configured port, and how long the host may take to stop.</summary>
    public static void AddHttpServer(this WebApplicationBuilder builder, ServerSettings settings)
    {
        var http = settings.Get<HttpOptions>();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenAnyIP(http.Port);
            kestrel.Limits.RequestHeadersTimeout = http.HeaderTimeout;
            kestrel.Limits.MaxRequestBodySize = http.MaxBodyBytes;
        });
        builder.Services.Configure<HostOptions>(host =>
        {
            // The drain has its own limits; what follows it (requests under way, the log, the database) gets ten seconds more.
            var drain = settings.Get<DrainOptions>();
            host.ShutdownTimeout = drain.Notice + drain.Timeout + TimeSpan.FromSeconds(10);
        });
    }
}
