namespace Parlance.Storage;

/// <summary>The database address in the settings is unusable. The message names key, value (without password), what is wrong and the remedy.</summary>
public sealed class DatabaseAddressException : Exception
{
    public DatabaseAddressException(string key, string safeValue, string problem, string remedy)
        : base($"{key}={safeValue}: {problem} {remedy}")
    {
        Key = key;
        SafeValue = safeValue;
        Problem = problem;
        Remedy = remedy;
    }

    public DatabaseAddressException(string message) : base(message) { }

    public DatabaseAddressException(string message, Exception inner) : base(message, inner) { }

    public DatabaseAddressException() { }

    /// <summary>The setting's name, e.g. `DATABASE_URL`.</summary>
    public string Key { get; } = "";

    /// <summary>The value with any password replaced by `***`.</summary>
    public string SafeValue { get; } = "";

    public string Problem { get; } = "";

    public string Remedy { get; } = "";
}
