namespace Parlance.Client;

/// <summary>The server, or the client in its place, said no.</summary>
public sealed class ParlanceException : Exception
{
    public ParlanceException(string code, string message, string? remedy = null, TimeSpan? retryAfter = null, string? field = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Remedy = remedy;
        RetryAfter = retryAfter;
        Field = field;
    }

    public ParlanceException() : this("unknown", "The command was refused.") { }

    public ParlanceException(string message) : this("unknown", message) { }

    public ParlanceException(string message, Exception innerException) : this("unknown", message, inner: innerException) { }

    /// <summary>A code of the native wire (`not_found`, `rate_limited`, …), or one of the client's own: <see cref="ConnectionLost"/>,
    /// <see cref="OutboxFull"/>, <see cref="Discarded"/>, <see cref="Closed"/>.</summary>
    public string Code { get; }

    /// <summary>What to do about it, in one sentence.</summary>
    public string? Remedy { get; }

    /// <summary>Null unless waiting helps.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The offending field, or null.</summary>
    public string? Field { get; }

    /// <summary>The client id of the refused message: sending again under it can never post twice. Null for other commands.</summary>
    public string? ClientId { get; internal set; }

    /// <summary>The connection broke before the answer to a command that must not be repeated blindly.</summary>
    public const string ConnectionLost = "connection_lost";

    /// <summary>As many commands wait for an answer as the options allow.</summary>
    public const string OutboxFull = "outbox_full";

    /// <summary>The queued message was discarded.</summary>
    public const string Discarded = "discarded";

    /// <summary>The client was disposed.</summary>
    public const string Closed = "closed";
}
