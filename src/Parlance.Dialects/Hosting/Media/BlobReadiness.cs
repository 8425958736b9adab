using Microsoft.Extensions.Logging;
using Parlance.Core.Media;
using Parlance.Core.Operation;

namespace Parlance.Dialects.Hosting.Media;

/// <summary>Stored files as the health endpoints see them. The sentence with folder or bucket goes to the log, once per spell of trouble.</summary>
internal sealed partial class BlobReadiness(IBlobStore store, ILogger<BlobReadiness> logger) : IReadinessCheck
{
    private string? _reported; // one check at a time runs

    public string Name => "files";

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var problem = await store.CheckAsync(cancellationToken);
        if (problem is not null && _reported is null)
            Log.NotReady(logger, problem);
        _reported = problem;
        return problem is null ? null : "Files cannot be stored or read; the log says why.";
    }

    private static partial class Log
    {
        [LoggerMessage(5051, LogLevel.Error, "This node is not ready: {Problem}")]
        public static partial void NotReady(ILogger logger, string problem);
    }
}
