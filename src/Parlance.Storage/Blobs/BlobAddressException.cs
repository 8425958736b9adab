namespace Parlance.Storage.Blobs;

/// <summary>The settings name no place for files. The message names key, value (without secrets), what is wrong and the remedy.</summary>
public sealed class BlobAddressException : Exception
{
    /// <param name="safeValue">Null when nothing was set.</param>
    public BlobAddressException(string key, string? safeValue, string problem, string remedy)
        : base($"{key}={safeValue}: {problem}. {remedy}") =>
        (Key, SafeValue, Problem, Remedy) = (key, safeValue, problem, remedy);

    public BlobAddressException(string message) : base(message) { }

    public BlobAddressException(string message, Exception inner) : base(message, inner) { }

    public BlobAddressException() { }

    public string Key { get; } = "";

    public string? SafeValue { get; }

    public string Problem { get; } = "";

    public string Remedy { get; } = "";
}
