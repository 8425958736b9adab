using Microsoft.AspNetCore.Http;
using Parlance.Core;

namespace Parlance.Dialects.Hosting;

/// <summary>The one table from a refusal to its HTTP status and its name on the wire.</summary>
public static class Refusals
{
    // In the order of the enum: looked up by index.
    private static readonly (RefusalCode Code, int Status, string Name, string Title)[] Table =
    [
        (RefusalCode.Invalid, 400, "invalid", "Invalid value"),
        (RefusalCode.Malformed, 400, "malformed", "Malformed request"),
        (RefusalCode.UnknownCommand, 404, "unknown_command", "No such command or path"),
        (RefusalCode.Unauthenticated, 401, "unauthenticated", "Not signed in"),
        (RefusalCode.TokenInvalid, 401, "token_invalid", "Invalid token"),
        (RefusalCode.TokenExpired, 401, "token_expired", "Expired token"),
        (RefusalCode.TokenReused, 401, "token_reused", "Token used twice"),
        (RefusalCode.WrongCredentials, 401, "wrong_credentials", "Wrong credentials"),
        (RefusalCode.Banned, 403, "banned", "Banned"),
        (RefusalCode.Forbidden, 403, "forbidden", "Not allowed"),
        (RefusalCode.PasswordRequired, 403, "password_required", "Password required"),
        (RefusalCode.NotFound, 404, "not_found", "Not found"),
        (RefusalCode.Taken, 409, "taken", "Already taken"),
        (RefusalCode.Full, 409, "full", "Full"),
        (RefusalCode.TooLarge, 413, "too_large", "Too large"),
        (RefusalCode.RateLimited, 429, "rate_limited", "Too many requests"),
        (RefusalCode.OriginRefused, 403, "origin_refused", "Origin refused"),
        (RefusalCode.Unavailable, 503, "unavailable", "Unavailable"),
        (RefusalCode.NoPartner, 404, "no_partner", "No partner found"),
    ];

    public static int Status(RefusalCode code) => Row(code).Status;

    /// <summary>The code as the native wire spells it: `token_expired`.</summary>
    public static string Name(RefusalCode code) => Row(code).Name;

    public static ErrorBody ToBody(Refusal refusal)
    {
        var (_, status, name, title) = Row(refusal.Code);
        return new ErrorBody(status, name, title, refusal.Sentence, refusal.Remedy) { Field = refusal.Field, RetryAfter = refusal.RetryAfter };
    }

    /// <summary>For a native endpoint: <c>return Refusals.ToResult(refusal)</c>.</summary>
    public static IResult ToResult(Refusal refusal) => new RefusalResult(refusal);

    internal static IEnumerable<(RefusalCode Code, int Status, string Name)> Rows => Table.Select(row => (row.Code, row.Status, row.Name));

    private static (RefusalCode Code, int Status, string Name, string Title) Row(RefusalCode code) => Table[(int)code];

    private sealed class RefusalResult(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => httpContext.RefuseAsync(refusal, "application/problem+json", "native");
    }
}
