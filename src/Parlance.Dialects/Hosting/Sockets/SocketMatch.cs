namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>A path and whose it is.</summary>
/// <param name="Segments">What stands in the braces of the route, in order.</param>
public readonly record struct SocketMatch(IDialect Dialect, SocketRoute Route, IReadOnlyList<string> Segments);
