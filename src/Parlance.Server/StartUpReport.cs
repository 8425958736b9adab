using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Parlance.Dialects.Hosting;
using Parlance.Server.Settings;

namespace Parlance.Server;

/// <summary>A few lines once the server listens: what it serves, where the data is, who may connect, and what was set in vain.</summary>
internal sealed partial class StartUpReport(IServer server, ServerSettings settings, OriginPolicy origins, HostRules hosts, ILogger<StartUpReport> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var mode = settings.IsProduction ? "production" : "development";
        Log.Serving(logger, ProductVersion.Text, string.Join(" and ", addresses.Select(Readable)), mode);
        var database = settings.Get<DatabaseOptions>().Address;
        Log.Data(logger, database.SqlitePath ?? database.SafeText);
        Log.Data(logger, $"files in {settings.Get<BlobOptions>().AddressIn(settings.Get<DatabaseOptions>().DataFolder)}");
        Log.Origins(logger, Describe(origins), hosts.AllowsAny ? "any name" : string.Join(", ", settings.Get<HttpOptions>().AllowedHosts));
        foreach (var note in settings.Notes)
            Log.Note(logger, note);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        Log.Stopping(logger);
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Log.Stopped(logger);
        return Task.CompletedTask;
    }

    private static string Readable(string address) => address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);

    private static string Describe(OriginPolicy origins)
    {
        var from = origins.Patterns.Select(pattern => pattern.ToString()).Prepend("this address");
        return string.Join(", ", origins.AllowsLoopback ? from.Append("any port of localhost") : from);
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Information, "Parlance {Version} serves {Addresses} ({Mode}).")]
        public static partial void Serving(ILogger logger, string version, string addresses, string mode);

        [LoggerMessage(6002, LogLevel.Information, "Data: {Place}")]
        public static partial void Data(ILogger logger, string place);

        [LoggerMessage(6003, LogLevel.Information, "Pages may connect from: {Origins}. Answers to: {Hosts}.")]
        public static partial void Origins(ILogger logger, string origins, string hosts);

        [LoggerMessage(6004, LogLevel.Warning, "{Note}")]
        public static partial void Note(ILogger logger, string note);

        [LoggerMessage(6005, LogLevel.Information, "Stopping.")]
        public static partial void Stopping(ILogger logger);

        [LoggerMessage(6006, LogLevel.Information, "Stopped.")]
        public static partial void Stopped(ILogger logger);
    }
}
