using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.ChatRooms;

/// <summary>How this wire says no: the statuses and the very words its clients react to (contract section 2).</summary>
/// <remarks>
/// The 401 hazard: a browser that holds a token throws it away and leaves the page on any 401. So 401 is only for a wrong login, for `/auth/me`, and for a
/// presented token that is bad where it is needed; whatever else is refused for want of identity is 403.
/// </remarks>
internal static class ChatRoomsErrors
{
    public static readonly Refusal NotYours = new(
        RefusalCode.Forbidden, "You are not allowed to act as this user", "Sign in as that user; a guest is spoken for from the browser or address that opened its first connection.");

    public static readonly Refusal NotYourConversation = new(
        RefusalCode.Forbidden, "You are not part of this conversation", "Sign in as one of its two people.");

    public static readonly Refusal NotConnected = new(
        RefusalCode.Forbidden, "A guest can set a password only while connected from the same browser or address", "Open a room first, then set the password.");

    public static readonly Refusal RoomNotFound = new(RefusalCode.NotFound, "Room not found", "Check the id, or create the room first.");

    /// <summary>Joining never answers 404: clients take that for a missing endpoint.</summary>
    public static readonly Refusal RoomClosed = new(RefusalCode.Forbidden, "Room not found", "Create the room first; the operator has switched off rooms that are made by joining.");

    /// <summary>Not in the words "user not found", to which clients react by making a user and joining again.</summary>
    public static readonly Refusal GuestsClosed = new(RefusalCode.Forbidden, "This user id is not known here", "Create the user first; the operator has switched off users that are made by joining.");

    public static readonly Refusal ReservedRoom = Bad("Reserved room id", "room_id");

    public static readonly Refusal EmptyMessage = Bad("Message content cannot be empty", "content");

    public static readonly Refusal WrongRoomPassword = new(RefusalCode.PasswordRequired, "Incorrect password", "Ask somebody in the room for it.") { Field = "password" };

    /// <summary>As the core's, for a room whose messages are asked for from outside.</summary>
    public static readonly Refusal PasswordNeeded = new(RefusalCode.PasswordRequired, "Password required", "Prove to know it with `verify-password`, or sign in as a member.");

    public static readonly Refusal NotYourMessage = new(RefusalCode.Forbidden, "You can only delete your own messages", "Leave it to the one who wrote it.");

    public static readonly Refusal NoSuchReceiver = new(RefusalCode.NotFound, "Receiver not found", "Check `receiver_id`.");

    public static readonly Refusal NoSuchDirect = new(RefusalCode.NotFound, "Conversation not found", "Check the id: the server's, or both user ids sorted and joined with `-`.");

    /// <summary>A value that is refused with 400 and exactly this sentence.</summary>
    public static Refusal Bad(string sentence, string field) => new(RefusalCode.Invalid, sentence, $"Correct `{field}` and send it again.") { Field = field };

    public static IResult ToResult(Refusal refusal) => ToResult(refusal, Status(refusal.Code));

    /// <summary>With a status of one's own, where the contract asks for it.</summary>
    public static IResult ToResult(Refusal refusal, int status) => new Answer(status, refusal == Refusal.NoSuchConversation ? RoomNotFound : refusal with { Sentence = Sentence(refusal) });

    /// <summary>422 `Field required: user_id`.</summary>
    public static IResult Required(string field) =>
        new Answer(422, Bad($"Field required: {field}", field)) { Errors = [new FieldError("missing", ["body", field], "Field required")] };

    /// <summary>What <see cref="JsonBody"/> refused: 422 with one entry in `errors`, except a body that is too large.</summary>
    public static IResult OfBody(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.Malformed => new Answer(422, refusal) { Errors = [new FieldError("json_invalid", ["body"], refusal.Sentence)] },
        RefusalCode.Invalid => new Answer(422, refusal) { Errors = [new FieldError("type_error", ["body", refusal.Field!], refusal.Sentence)] },
        _ => ToResult(refusal),
    };

    private static int Status(RefusalCode code) => code switch
    {
        RefusalCode.Unauthenticated or RefusalCode.Full => StatusCodes.Status403Forbidden,
        _ => Refusals.Status(code),
    };

    /// <summary>The core's refusals in the words of this wire.</summary>
    private static string Sentence(Refusal refusal) => refusal.Code switch
    {
        RefusalCode.Unauthenticated => "Not authenticated",
        RefusalCode.TokenInvalid or RefusalCode.TokenExpired => "Invalid or expired token",
        RefusalCode.WrongCredentials => "Invalid username or password",
        RefusalCode.PasswordRequired when refusal != WrongRoomPassword => "Password required",
        RefusalCode.Full => "Room is full",
        RefusalCode.Taken => refusal.Field == "email" ? "Email already registered" : "Username already registered",
        RefusalCode.NotFound when refusal == Refusal.NoSuchUser => "User not found",
        RefusalCode.NotFound when refusal == Refusal.NoSuchMessage => "Message not found",
        _ => refusal.Sentence,
    };

    private sealed class Answer(int status, Refusal refusal) : IResult
    {
        public IReadOnlyList<FieldError>? Errors { get; init; }

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.RequestServices.GetRequiredService<RefusalLog>()
                .Add("http", ChatRoomsDialect.DialectName, httpContext.RouteTemplate(), refusal, httpContext.Request.Headers.Origin);
            return (Refusals.ToBody(refusal) with { Status = status, Errors = Errors }).WriteAsync(httpContext);
        }
    }
}
