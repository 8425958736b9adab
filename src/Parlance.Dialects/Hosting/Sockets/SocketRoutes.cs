using System.Diagnostics.CodeAnalysis;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>Finds the route of a WebSocket path: exact ones first, then those with braces in the order of the dialects.</summary>
public sealed class SocketRoutes
{
    private readonly Dictionary<string, SocketRoute> _exact;
    private readonly (SocketRoute Route, string[] Segments)[] _shapes;

    public SocketRoutes(IEnumerable<IDialect> dialects)
    {
        var routes = dialects.SelectMany(d => d.Sockets).ToArray();
        _exact = routes.Where(r => !IsShape(r)).ToDictionary(r => r.Path, StringComparer.Ordinal);
        _shapes = [.. routes.Where(IsShape).Select(r => (r, r.Path.Split('/')))];
    }

    /// <param name="path">Without percent signs: what is written in another way than usual is the HTTP server's to decode. One trailing slash is passed over.</param>
    /// <param name="segments">What stands in the braces, in order.</param>
    public bool TryFind(string path, [NotNullWhen(true)] out SocketRoute? route, out IReadOnlyList<string> segments)
    {
        segments = [];
        path = path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
        if (_exact.TryGetValue(path, out route))
            return true;

        var asked = path.Split('/');
        foreach (var (candidate, shape) in _shapes)
        {
            if (!Matches(shape, asked))
                continue;
            var values = asked.Where((_, i) => IsBrace(shape[i])).ToArray();
            if (candidate.Reserved.Contains(values[0]))
                continue;
            (route, segments) = (candidate, values);
            return true;
        }

        return false;
    }

    private static bool Matches(string[] shape, string[] asked)
    {
        if (shape.Length != asked.Length)
            return false;
        for (var i = 0; i < shape.Length; i++)
        {
            if (IsBrace(shape[i]) ? asked[i].Length == 0 : shape[i] != asked[i])
                return false;
        }

        return true;
    }

    private static bool IsShape(SocketRoute route) => route.Path.Contains('{', StringComparison.Ordinal);

    private static bool IsBrace(string segment) => segment.Length > 0 && segment[0] == '{';
}
