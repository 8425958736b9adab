namespace Parlance.Sockets;

/// <summary>Why the server ends a connection: the close code, the words a browser can read, and whether coming back makes sense.</summary>
/// <param name="Code">RFC 6455 close code; 0 closes without one.</param>
/// <param name="Text">At most 123 bytes; stable words first, then a remedy.</param>
public sealed record CloseReason(int Code, string Text, bool MayReconnect)
{
    public static readonly CloseReason Normal = new(1000, "", MayReconnect: true);
    public static readonly CloseReason BinaryRefused = new(1003, "binary_refused; send text frames", MayReconnect: true);
    public static readonly CloseReason InvalidUtf8 = new(1007, "invalid_utf8; text frames must be UTF-8", MayReconnect: true);
    public static readonly CloseReason FrameTooLarge = new(1009, "frame_too_large; send smaller frames", MayReconnect: true);
    public static readonly CloseReason TooManyConnections = new(1013, "too_many_connections; close others or come back later", MayReconnect: true);
    public static readonly CloseReason TryLater = new(1013, "try_later; come back after a pause", MayReconnect: true);

    /// <summary>As <see cref="TooSlow"/>, in the code that browsers and other systems know.</summary>
    public static readonly CloseReason Overflow = new(1013, "too_slow; come back and read what was missed", MayReconnect: true);

    public static readonly CloseReason TokenInvalid = new(4001, "token_invalid; sign in again", MayReconnect: false);
    public static readonly CloseReason Unauthenticated = new(4001, "unauthenticated; the first frame must be hello", MayReconnect: false);
    public static readonly CloseReason TokenExpired = new(4002, "token_expired; refresh the token and come back", MayReconnect: true);
    public static readonly CloseReason Banned = new(4003, "banned; ask the operator of this server", MayReconnect: false);
    public static readonly CloseReason SessionEnded = new(4004, "session_ended; sign in again", MayReconnect: false);
    public static readonly CloseReason TooSlow = new(4008, "too_slow; resume", MayReconnect: true);
    public static readonly CloseReason HelloTimeout = new(4009, "hello_timeout; send hello at once after connecting", MayReconnect: true);
    public static readonly CloseReason Silent = new(4010, "silent; answer pings", MayReconnect: true);
    public static readonly CloseReason Flood = new(4029, "flood; pause before coming back", MayReconnect: true);

    public static CloseReason ProtocolError(string what) => new(4000, $"protocol_error; {what}", MayReconnect: false);

    public static CloseReason Restarting(TimeSpan comeBackAfter) =>
        new(1012, $"restarting; reconnect in {(long)comeBackAfter.TotalMilliseconds} ms", MayReconnect: true);

    /// <summary>As <see cref="Restarting"/>, in the code of a server that goes away.</summary>
    public static CloseReason GoingAway(TimeSpan comeBackAfter) =>
        new(1001, $"going_away; reconnect in {(long)comeBackAfter.TotalMilliseconds} ms", MayReconnect: true);
}
