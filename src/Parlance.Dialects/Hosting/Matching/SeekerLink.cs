using Parlance.Core.Matchmaking;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Matching;

/// <summary>A socket as the matchmaker sees it.</summary>
public sealed class SeekerLink(Connection connection, MatchOptions options, TimeProvider time) : ISeekerConnection
{
    public ValueTask<bool> IsAliveAsync() => connection.IsAliveAsync(options.AliveFor, options.AliveTimeout, time);

    public void Cut() => connection.Post(connection.Abort);
}
