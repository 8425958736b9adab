using System.Globalization;

namespace Parlance.Client.Connection;

internal enum Reconnect
{
    /// <summary>After the back-off's wait.</summary>
    Backoff,

    /// <summary>At once the first time, then as <see cref="Backoff"/>.</summary>
    AtOnce,

    /// <summary>After the wait the server named.</summary>
    After,

    /// <summary>With another token.</summary>
    Reauthenticate,

    /// <summary>Not at all: only a person can change the outcome.</summary>
    Stop,
}

/// <summary>What a close code says about coming back; the table of the wire's section "Closing".</summary>
/// <param name="Wait">With <see cref="Reconnect.After"/>.</param>
internal readonly record struct ReconnectAdvice(Reconnect Kind, TimeSpan Wait = default)
{
    private static readonly TimeSpan FloodPause = TimeSpan.FromSeconds(5);

    /// <param name="code">Null when the connection broke without a close.</param>
    public static ReconnectAdvice For(int? code, string reason) => code switch
    {
        1012 when TryReadWait(reason, out var wait) => new(Reconnect.After, wait),
        4001 or 4002 => new(Reconnect.Reauthenticate),
        4000 or 4003 or 4004 => new(Reconnect.Stop),
        4008 => new(Reconnect.AtOnce),
        4029 => new(Reconnect.After, FloodPause),
        _ => new(Reconnect.Backoff),
    };

    /// <summary>The error code a close code stands for, so that a refusal reads the same however it came.</summary>
    public static string ErrorCode(int? code) => code switch
    {
        4000 => "malformed",
        4001 => "token_invalid",
        4002 => "token_expired",
        4003 => "banned",
        4004 => "session_ended",
        4029 => "rate_limited",
        _ => ParlanceException.ConnectionLost,
    };

    private static bool TryReadWait(string reason, out TimeSpan wait)
    {
        const string before = "reconnect in ";
        const string after = " ms";

        wait = default;
        var start = reason.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return false;

        start += before.Length;
        var end = reason.IndexOf(after, start, StringComparison.Ordinal);
        if (end < 0 || !int.TryParse(reason.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var ms))
            return false;

        wait = TimeSpan.FromMilliseconds(ms);
        return true;
    }
}
