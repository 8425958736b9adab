using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.Blink.Socket;

/// <summary>What every session shares.</summary>
internal sealed record SocketServices(
    Authenticator Authenticator,
    Matchmaker Matchmaker,
    MatchOptions Matching,
    RefusalLog Refusals,
    BlinkOptions Options,
    LimitOptions Limits,
    TimeProvider Time,
    ILogger<BlinkDialect> Logger)
{
    public RequeuePolicy Requeue { get; } = new(Options.RequeueAfter, Options.RequeueAfter);

    public RateLimit SignalBytes { get; } = Options.SignalBytesPerConnection.Scaled(Limits.Scale);
}
