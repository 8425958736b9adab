using System.Globalization;
using Microsoft.AspNetCore.Http;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting;
using static Parlance.Dialects.Django.DjangoWords;

namespace Parlance.Dialects.Django;

/// <summary>How one family that replaces a Django server says no: its words in the shapes of the REST framework, which carry `detail` and an equal `message` too (contracts R1).</summary>
/// <param name="dialect">Whose refusals they are counted as.</param>
internal sealed class DjangoErrors(string dialect, DjangoWords words)
{
    public const string TokenNotValid = "token_not_valid";
    public const string UserNotFound = "user_not_found";

    public string Dialect => dialect;

    public DjangoWords Words => words;

    /// <summary>`{"detail":"…"}`.</summary>
    /// <param name="code">Where the contract has one; else the code of the status.</param>
    public IResult Detail(int status, string text, string? code = null) => new DjangoAnswer(dialect, status, Plain(status, text)) { Code = code };

    /// <summary>As the other, with one more string: `{"detail":"…","error":"invalid_format"}`.</summary>
    public IResult Detail(int status, string text, (string Name, string Value) also) => new DjangoAnswer(dialect, status, Plain(status, text)) { Also = also };

    /// <summary>400 `{"username":["…"],"detail":"username: …"}`, several texts of one field together.</summary>
    public IResult Fields(params IReadOnlyList<(string Field, string Text)> errors) =>
        new DjangoAnswer(dialect, StatusCodes.Status400BadRequest, Plain(StatusCodes.Status400BadRequest, string.Join(' ', errors.Select(e => $"{e.Field}: {e.Text}"))) with { Field = errors[0].Field })
        {
            Fields = [.. errors.GroupBy(e => e.Field, e => e.Text, StringComparer.Ordinal).Select(texts => (texts.Key, texts.ToArray()))],
        };

    /// <summary>404 in this family's words.</summary>
    public IResult NotFound() => Detail(StatusCodes.Status404NotFound, words.NotFound);

    /// <summary>403 in this family's words.</summary>
    public IResult Forbidden() => Detail(StatusCodes.Status403Forbidden, words.Forbidden);

    /// <summary>401 for a token that stands in a body: `{"detail":"Token is invalid or expired","code":"token_not_valid"}`.</summary>
    public IResult BadRefresh(Refusal refusal) => refusal.Code is RefusalCode.TokenReused || refusal == TokenRefusals.Ended
        ? Token(refusal, words.Blacklisted)
        : Token(refusal, words.BadTokenInside);

    /// <summary>A refusal of the core, or of <see cref="DjangoBody"/>, in this family's words.</summary>
    public IResult Of(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.Malformed => Said(refusal, About(words.ParseError, refusal.Sentence)),
        RefusalCode.Invalid or RefusalCode.Taken when refusal.Field is { } field => Fields((field, Text(refusal))),
        RefusalCode.Unauthenticated => Said(refusal, words.NoCredentials),
        RefusalCode.TokenInvalid or RefusalCode.TokenExpired when refusal == TokenRefusals.NoUser => Said(refusal, words.NoUser, UserNotFound),
        RefusalCode.TokenInvalid or RefusalCode.TokenExpired =>
            new DjangoAnswer(dialect, StatusCodes.Status401Unauthorized, refusal with { Sentence = words.BadToken }) { Code = TokenNotValid, TokenMessage = words.BadTokenInside },
        RefusalCode.WrongCredentials => Said(refusal, words.NoAccount),
        RefusalCode.NotFound => Said(refusal, words.NotFound),
        RefusalCode.TooLarge => Said(refusal, words.BodyTooLarge),
        RefusalCode.RateLimited => Said(refusal, About(words.Throttled, Math.Max(1, Math.Ceiling(refusal.RetryAfter?.TotalSeconds ?? 1)).ToString(CultureInfo.InvariantCulture))),
        _ => Said(refusal, refusal.Sentence),
    };

    private DjangoAnswer Said(Refusal refusal, string text, string? code = null) =>
        new(dialect, Refusals.Status(refusal.Code), refusal with { Sentence = text }) { Code = code };

    private DjangoAnswer Token(Refusal refusal, string text) => new(dialect, StatusCodes.Status401Unauthorized, refusal with { Sentence = text }) { Code = TokenNotValid };

    private string Text(Refusal refusal) => (refusal.Code, refusal.Field) switch
    {
        (RefusalCode.Taken, "email") => words.EmailTaken,
        (RefusalCode.Taken, "username") => words.UsernameTaken,
        (RefusalCode.Invalid, "email") => words.BadEmail,
        _ => refusal.Sentence,
    };

    private static Refusal Plain(int status, string text) => status switch
    {
        StatusCodes.Status400BadRequest => new(RefusalCode.Invalid, text, "Correct the request and send it again."),
        StatusCodes.Status401Unauthorized => new(RefusalCode.Unauthenticated, text, "Sign in and send the token as `Authorization: Bearer …`."),
        StatusCodes.Status403Forbidden => new(RefusalCode.Forbidden, text, "Ask someone who may."),
        StatusCodes.Status404NotFound => new(RefusalCode.NotFound, text, "Check the id."),
        StatusCodes.Status405MethodNotAllowed => new(RefusalCode.UnknownCommand, text, "Use one of the methods in the Allow header."),
        StatusCodes.Status409Conflict => new(RefusalCode.Taken, text, "Choose another."),
        StatusCodes.Status413PayloadTooLarge => new(RefusalCode.TooLarge, text, "Send less at once."),
        StatusCodes.Status429TooManyRequests => new(RefusalCode.RateLimited, text, "Wait and try again.") { RetryAfter = TimeSpan.FromSeconds(1) },
        _ => new(RefusalCode.Malformed, text, "Check the request."),
    };
}
