namespace Parlance.Scenarios.Harness;

/// <summary>Everything a server process wrote, over all its restarts.</summary>
public sealed class ServerLog
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = []; // guarded by _gate

    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            _lines.Add(line);
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public override string ToString() => string.Join('\n', Lines);

    /// <summary>Lines of level error or critical that the story did not announce.</summary>
    public IReadOnlyList<string> UnexpectedErrors(IReadOnlyList<string> expected)
    {
        return [.. Lines.Where(line => IsError(line) && !expected.Any(text => line.Contains(text, StringComparison.Ordinal)))];
    }

    private static bool IsError(string line) =>
        line.Contains(" fail: ", StringComparison.Ordinal)
        || line.Contains(" crit: ", StringComparison.Ordinal)
        || line.StartsWith("Unhandled exception", StringComparison.Ordinal)
        || line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal)
        || line.Contains("\"LogLevel\":\"Critical\"", StringComparison.Ordinal);
}
