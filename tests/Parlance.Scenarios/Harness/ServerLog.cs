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
        var lines = Lines;
        var errors = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (!IsError(lines[i]))
                continue;

            // The plain console format puts the message on the line after the level.
            var whole = string.Join('\n', lines.Skip(i).Take(3));
            if (!expected.Any(text => whole.Contains(text, StringComparison.Ordinal)))
                errors.Add(whole);
        }

        return errors;
    }

    private static bool IsError(string line) =>
        line.StartsWith("fail:", StringComparison.Ordinal)
        || line.StartsWith("crit:", StringComparison.Ordinal)
        || line.StartsWith("Unhandled exception", StringComparison.Ordinal)
        || line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal)
        || line.Contains("\"LogLevel\":\"Critical\"", StringComparison.Ordinal);
}
