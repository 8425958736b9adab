namespace Parlance.Core;

/// <summary>Every reason Parlance says no. Each wire turns a code into its own shape; the names are part of the native wire in snake_case.</summary>
public enum RefusalCode
{
    /// <summary>A field is missing, has the wrong type or is out of range; <see cref="Refusal.Field"/> names it.</summary>
    Invalid,

    /// <summary>The frame or body is not what the protocol speaks: not JSON, not an object, not UTF-8, binary.</summary>
    Malformed,

    /// <summary>The command or path does not exist.</summary>
    UnknownCommand,

    /// <summary>No proof of identity was given where one is needed.</summary>
    Unauthenticated,

    /// <summary>The token is not one this server would accept: forged, foreign, of the wrong type or revoked.</summary>
    TokenInvalid,

    /// <summary>The token was good once; refresh it.</summary>
    TokenExpired,

    /// <summary>A refresh token was used twice; its whole session is ended.</summary>
    TokenReused,

    /// <summary>Name and password do not belong together. Says nothing about whether the name exists.</summary>
    WrongCredentials,

    /// <summary>The account is banned.</summary>
    Banned,

    /// <summary>The caller may see the thing but not do this to it.</summary>
    Forbidden,

    /// <summary>The room needs a password, or the one given is wrong.</summary>
    PasswordRequired,

    /// <summary>The thing does not exist or the caller may not see it; the two are not told apart.</summary>
    NotFound,

    /// <summary>A unique name, e-mail or key is taken.</summary>
    Taken,

    /// <summary>The room holds as many members as it may.</summary>
    Full,

    /// <summary>The frame, body or text is larger than allowed.</summary>
    TooLarge,

    /// <summary>More of this than the limit allows; <see cref="Refusal.RetryAfter"/> says when to come back.</summary>
    RateLimited,

    /// <summary>The request's origin is not on the operator's list.</summary>
    OriginRefused,

    /// <summary>The server cannot store now (disk full, database away) or is shutting down; nothing was stored.</summary>
    Unavailable,

    /// <summary>Nobody was found who fits; only in the operator's records of refusals, since whoever waited has gone.</summary>
    NoPartner,
}

/// <summary>A "no" the caller can act on. What only a bug or a broken machine causes is an exception instead.</summary>
/// <param name="Sentence">One sentence in plain words: what was refused and why. Never holds secrets or other people's data.</param>
/// <param name="Remedy">One sentence: what the caller (or the operator) can do about it.</param>
public sealed record Refusal(RefusalCode Code, string Sentence, string Remedy)
{
    /// <summary>Null unless waiting helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The offending field as the native wire names it, or null.</summary>
    public string? Field { get; init; }

    public static Refusal Invalid(string field, string sentence) =>
        new(RefusalCode.Invalid, sentence, $"Correct `{field}` and send it again.") { Field = field };

    public static Refusal Forbidden(string sentence) =>
        new(RefusalCode.Forbidden, sentence, "Ask someone with the right role in this conversation.");

    public static readonly Refusal NoSuchConversation =
        new(RefusalCode.NotFound, "There is no such conversation, or you are not in it.", "Check the id, or join the room first.");

    public static readonly Refusal NoSuchMessage =
        new(RefusalCode.NotFound, "There is no such message in this conversation.", "Check the id; the message may belong to another conversation.");

    public static readonly Refusal NoSuchUser =
        new(RefusalCode.NotFound, "There is no such user.", "Check the id or the name.");

    public static readonly Refusal Unavailable =
        new(RefusalCode.Unavailable, "The server cannot store anything right now; nothing was stored.", "Send the same again later under the same client id.")
        { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Refusal RateLimited(string what, TimeSpan retryAfter) =>
        new(RefusalCode.RateLimited, $"Too many {what} in a short time.", "Wait as long as `retry_after_ms` says, then go on.") { RetryAfter = retryAfter };
}

public static class Outcome
{
    /// <summary>For values of an interface type, which no conversion can take.</summary>
    public static Outcome<T> Of<T>(T value) => value;
}

/// <summary>Either a value or the reason there is none.</summary>
public readonly struct Outcome<T>
{
    private readonly T _value;

    private Outcome(T value, Refusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    /// <summary>Null when there is a value.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The value; an exception when the outcome is a refusal, since only a bug reads it then.</summary>
    public T Value => Refusal is null ? _value : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public bool IsRefused => Refusal is not null;

    /// <summary>Answers true and the value, or false and the refusal.</summary>
    public bool TryGet([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Refusal? refusal)
    {
        value = _value;
        refusal = Refusal;
        return refusal is null;
    }

#pragma warning disable CA2225 // the conversions are the point of this type; From… twins would only be noise
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default!, refusal);
#pragma warning restore CA2225
}
