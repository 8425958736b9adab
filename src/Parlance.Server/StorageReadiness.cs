using Parlance.Core.Operation;
using Parlance.Storage;

namespace Parlance.Server;

/// <summary>Storage as the health endpoints see it: `database` while it does not answer, `disk` while it answers but runs out of room.</summary>
/// <remarks>The endpoints are public, so the sentence with path or host goes to the log, once per spell of trouble.</remarks>
internal sealed partial class StorageReadiness(string name, IStorageHealth storage, ILogger<StorageReadiness> logger) : IReadinessCheck
{
    private string? _reported; // one check at a time runs

    public string Name => name;

    public static void AddTo(IServiceCollection services)
    {
        foreach (var name in new[] { "database", "disk" })
            services.AddSingleton<IReadinessCheck>(provider => ActivatorUtilities.CreateInstance<StorageReadiness>(provider, name));
    }

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var health = await storage.CheckAsync(cancellationToken);
        var isAboutRoom = health.FreeBytes is not null;
        var problem = isAboutRoom == (name == "disk") ? health.Problem : null;
        if (problem is not null && _reported is null)
            Log.NotReady(logger, problem);
        _reported = problem;
        return problem is null ? null : isAboutRoom ? "The disk is nearly full." : "The database does not answer; the log says why.";
    }

    private static partial class Log
    {
        [LoggerMessage(6010, LogLevel.Error, "This node is not ready: {Problem}")]
        public static partial void NotReady(ILogger logger, string problem);
    }
}
