namespace Parlance.Scenarios.Harness;

/// <summary>How a server under test is started. Its environment holds these settings and nothing of the test run's own.</summary>
public sealed class ServerSettings
{
    /// <summary>What the servers of the stories sign with.</summary>
    public const string Secret = "scenarios-sign-their-tokens-with-this-long-secret";

    /// <summary>Environment variables by name.</summary>
    public Dictionary<string, string> Environment { get; } = new()
    {
        ["SECRET_KEY"] = Secret,
        ["RATE_LIMIT_SCALE"] = "1000000",
    };

    /// <summary>Largest file the process may write, in bytes; null for no limit. See <see cref="ServerProcess.AllowFileSize"/>.</summary>
    public long? FileSizeLimit { get; set; }

    /// <summary>Text that lines of level error may hold without failing the test: what the story itself causes.</summary>
    public List<string> ExpectedErrors { get; } = [];

    public ServerSettings With(string name, string value)
    {
        Environment[name] = value;
        return this;
    }

    /// <summary>However much was missed it is replayed: for streams in which ten thousand messages pass within a breath.</summary>
    public ServerSettings ReplayingEverything() => With("Parlance__Native__ResumeLimit", "10000000");

    public ServerSettings ExpectError(string text)
    {
        ExpectedErrors.Add(text);
        return this;
    }
}
