using System.Globalization;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>Finds the route of a WebSocket path: of two that fit, the one that is literal where they first differ; of two of one shape, the earlier dialect's;
/// of two that are literal, the one that takes the query.</summary>
public sealed class SocketRoutes
{
    private readonly Dictionary<string, SocketMatch[]> _exact;
    private readonly Shape[] _shapes;

    public SocketRoutes(IEnumerable<IDialect> dialects)
    {
        var routes = dialects.SelectMany(d => d.Sockets, (dialect, route) => new SocketMatch(dialect, route, [])).ToArray();
        _exact = routes.Where(r => !IsShape(r.Route)).GroupBy(r => r.Route.Path, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.ToArray(), StringComparer.Ordinal);
        _shapes = [.. routes.Where(r => IsShape(r.Route)).Select(r => new Shape(r, r.Route.Path.Split('/'))).OrderBy(shape => shape.Precedence, StringComparer.Ordinal)];
    }

    /// <summary>The paths as the HTTP server maps them, each shape once: names in braces do not tell two apart.</summary>
    public IEnumerable<string> Patterns => _exact.Keys.Concat(_shapes.Select(shape => shape.Match.Route.Path).DistinctBy(Nameless));

    /// <param name="path">Decoded. One trailing slash is passed over.</param>
    /// <param name="query">Raw, without the question mark.</param>
    /// <returns>Null when no route takes the path.</returns>
    public SocketMatch? Find(string path, string query)
    {
        path = path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
        if (_exact.TryGetValue(path, out var exact))
            return Array.Find(exact, match => match.Route.Takes(query)) is { Route: not null } taken ? taken : exact[^1];

        var asked = path.Split('/');
        foreach (var shape in _shapes)
        {
            if (!shape.Fits(asked))
                continue;
            var values = asked.Where((_, i) => IsBrace(shape.Segments[i])).ToArray();
            var route = shape.Match.Route;
            if (!route.Reserved.Contains(values[0]) && (!route.TakesNumbers || Array.TrueForAll(values, IsNumber)))
                return shape.Match with { Segments = values };
        }

        return null;
    }

    private static bool IsNumber(string value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    private static string Nameless(string path) => string.Join('/', path.Split('/').Select(segment => IsBrace(segment) ? "{}" : segment));

    private static bool IsShape(SocketRoute route) => route.Path.Contains('{', StringComparison.Ordinal);

    private static bool IsBrace(string segment) => segment.Length > 0 && segment[0] == '{';

    private sealed record Shape(SocketMatch Match, string[] Segments)
    {
        /// <summary>Sorts literal before brace, segment by segment, as the HTTP server does.</summary>
        public string Precedence { get; } = string.Concat(Segments.Select(segment => IsBrace(segment) ? '1' : '0'));

        public bool Fits(string[] asked)
        {
            if (Segments.Length != asked.Length)
                return false;
            for (var i = 0; i < Segments.Length; i++)
            {
                if (IsBrace(Segments[i]) ? asked[i].Length == 0 : Segments[i] != asked[i])
                    return false;
            }

            return true;
        }
    }
}
