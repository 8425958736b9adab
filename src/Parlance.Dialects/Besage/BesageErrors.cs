using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.Besage;

/// <summary>How this wire says no: the sentences of the REST framework and, below, those that the original's views have of their own.</summary>
internal static class BesageErrors
{
    public static readonly DjangoErrors Errors = new(BesageDialect.DialectName, DjangoWords.English);

    public static readonly Refusal NotParticipant = new(RefusalCode.Forbidden, "You are not a participant in this chat.", "Ask one of its participants to add you.");

    public static IResult NoUser => Errors.Detail(StatusCodes.Status404NotFound, "No User matches the given query.");

    public static IResult NoChat => Errors.Detail(StatusCodes.Status404NotFound, "No Chat matches the given query.");

    public static IResult NoMessage => Errors.Detail(StatusCodes.Status404NotFound, "No Message matches the given query.");

    public static IResult ContentRequired => Errors.Detail(StatusCodes.Status400BadRequest, "Chat ID and message content are required.");

    public static IResult ChatRequired => Errors.Detail(StatusCodes.Status400BadRequest, "Chat ID is required.");

    public static IResult OwnMessage => Errors.Detail(StatusCodes.Status400BadRequest, "Cannot update status for your own message.");

    public static IResult InvalidStatus => Errors.Detail(StatusCodes.Status400BadRequest, "Invalid status. Choose from ['sent', 'delivered', 'read']");

    /// <param name="asked">As the client wrote it.</param>
    public static IResult ChatNotFound(string asked) => Errors.Detail(StatusCodes.Status404NotFound, $"Chat with ID {Printable.Clip(asked)} not found.");

    /// <summary>A conversation that the caller may not see, or a message in one, by the names of this wire.</summary>
    public static IResult Of(Refusal refusal)
    {
        if (refusal == NotParticipant)
            return Errors.Detail(StatusCodes.Status403Forbidden, refusal.Sentence);
        if (refusal == Refusal.NoSuchConversation)
            return NoChat;
        if (refusal == Refusal.NoSuchMessage)
            return NoMessage;
        return refusal == Refusal.NoSuchUser ? NoUser : Errors.Of(refusal);
    }

    /// <summary>400 of a logout whose refresh token is none.</summary>
    public static IResult BadLogout(HttpContext http, Refusal refusal)
    {
        http.RequestServices.GetRequiredService<RefusalLog>().Add("http", BesageDialect.DialectName, http.RouteTemplate(), refusal, http.Request.Headers.Origin);
        return TypedResults.Json(new LogoutRefusal(Errors.Words.BadTokenInside), BesageJson.Default.LogoutRefusal, statusCode: StatusCodes.Status400BadRequest);
    }
}
