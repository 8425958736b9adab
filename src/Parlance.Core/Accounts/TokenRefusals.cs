namespace Parlance.Core.Accounts;

/// <summary>What is said about tokens, in one place. None of them tells a forger how close the guess was.</summary>
public static class TokenRefusals
{
    public static readonly Refusal Missing =
        new(RefusalCode.Unauthenticated, "This needs a signed-in user or guest, and no token was sent.", "Sign in, then send `Authorization: Bearer <access token>`.");

    public static readonly Refusal NotBearer =
        new(RefusalCode.Unauthenticated, "The Authorization header holds no bearer token.", "Send one header, `Authorization: Bearer <access token>`.");

    public static readonly Refusal Invalid =
        new(RefusalCode.TokenInvalid, "The token is not one this server accepts.", "Sign in again. If every token is refused, the server's signing key has changed.");

    /// <summary>Good as a token, but nobody is behind it.</summary>
    public static readonly Refusal NoUser =
        new(RefusalCode.TokenInvalid, "The account of this token does not exist.", "Sign in again, or make an account.");

    public static readonly Refusal WrongType =
        new(RefusalCode.TokenInvalid, "The token is of the other type.", "Send the access token to be let in and the refresh token only to be refreshed.");

    public static readonly Refusal AccessExpired =
        new(RefusalCode.TokenExpired, "The access token has expired.", "Get a new one with the refresh token, or sign in again.");

    public static readonly Refusal RefreshExpired =
        new(RefusalCode.TokenExpired, "The refresh token has expired.", "Sign in again.");

    public static readonly Refusal Ended =
        new(RefusalCode.TokenInvalid, "The session was ended.", "Sign in again.");

    public static readonly Refusal Reused =
        new(RefusalCode.TokenReused, "The refresh token was used before; the session is ended, as somebody else may hold a copy.", "Sign in again, and use each refresh token once.");

    public static Refusal Banned(DateTimeOffset until) => new(
        RefusalCode.Banned,
        until.Year == DateTimeOffset.MaxValue.Year ? "The account is banned." : $"The account is banned until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
        "Ask the people who run this server.");
}
