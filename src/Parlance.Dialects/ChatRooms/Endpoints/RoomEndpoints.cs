using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>Rooms: docs/wire/chatrooms.md, section Rooms.</summary>
internal static class RoomEndpoints
{
    private const string Tag = "Rooms: rooms";
    private const int MaxListed = 500;
    private const int MaxBodyWithThumbnail = 4 * 1024 * 1024;

    public static void MapRooms(this IEndpointRouteBuilder api)
    {
        var rooms = api.MapGroup("/rooms");
        rooms.MapGet("", ListAsync).Describe(Tag, "Listed rooms, newest first; `category` for those of one, where `Other` also finds rooms without one.").Produces<WireRoom[]>();
        rooms.MapPost("", CreateAsync).Describe(Tag, "Make a room. What does not fit is clamped rather than refused.")
            .WithMetadata(new BodyLimit(2 * MaxBodyWithThumbnail)) // one that is too large is read on, so that its sender reads why
            .Takes<CreateRoomRequest>().Produces<WireRoom>().Refuses(400, 422);
        rooms.MapGet("/{room_id}", FindAsync).Describe(Tag, "A room by id.").Produces<WireRoom>().Refuses(404);
        rooms.MapPost("/{room_id}/verify-password", VerifyAsync).Describe(Tag, "Prove to know a room's password; good for twelve hours.")
            .Takes<VerifyPasswordRequest>().Produces<SuccessAnswer>().Refuses(403, 404, 422, 429);
        rooms.MapPost("/{room_id}/join", JoinAsync).Describe(Tag, "Join a room, which is made when there is none.").Takes<JoinRequest>().Produces<JoinedAnswer>().Refuses(400, 401, 403, 422);
        rooms.MapPost("/{room_id}/live-stream", () => NotOffered("Live streams by RTMP")).Describe(Tag, "Not offered by this server.").Refuses(501);
        rooms.MapPost("/{room_id}/video-upload", () => NotOffered("Uploads of videos")).Describe(Tag, "Not offered by this server.").Refuses(501);
        api.MapPost("/{room_id}/join", JoinAsync).Describe(Tag, "The same as `/rooms/{room_id}/join`, under its older name.").Takes<JoinRequest>().Produces<JoinedAnswer>().Refuses(400, 401, 403, 422);
    }

    private static async Task<IResult> ListAsync(HttpContext http, string? category, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        category = string.IsNullOrEmpty(category) ? null : category;
        if (category is not null && (category.Length > ConversationRules.MaxCategory || !TextRules.IsClean(category)))
            return Body.Ok([], Body.Json.WireRoomArray); // no room has such a one

        var rooms = await services.Conversations.RoomsAsync(category, MaxListed, cancellationToken);
        return Body.Ok(await services.Rooms.OfAsync([.. rooms.Where(room => room.Key != Doorway.DirectChannel)], Links.Of(http), cancellationToken), Body.Json.WireRoomArray);
    }

    private static async Task<IResult> FindAsync(HttpContext http, string room_id, ChatRoomsServices services, CancellationToken cancellationToken) =>
        (await services.Conversations.FindRoomAsync(room_id)).TryGet(out var room, out var refusal)
            ? Body.Ok(await services.Rooms.OfAsync(room, Links.Of(http), cancellationToken), Body.Json.WireRoom)
            : ChatRoomsErrors.ToResult(refusal);

    private static async Task<IResult> CreateAsync(HttpContext http, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.CreateRoomRequest, maxBytes: MaxBodyWithThumbnail)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);
        if (!RoomWish.Read(body).TryGet(out var wish, out refusal))
            return ChatRoomsErrors.ToResult(refusal);

        var draft = wish.Draft;
        if (wish.DataThumbnail is { } data && (await services.Media.StoreDataUrlAsync(data, Links.Of(http).BaseUrl, cancellationToken)).TryGet(out var url, out _))
            draft = draft with { ThumbnailUrl = url };

        var creator = await FindCreatorAsync(http, wish, services, cancellationToken);
        if (!(await services.Conversations.CreateRoomAsync(creator, draft, cancellationToken)).TryGet(out var access, out refusal))
            return ChatRoomsErrors.ToResult(refusal);

        // Later requests of a guest do not say who sends them, so a host who is one could not read the room: the grant, for where they are, lets them.
        if (draft.Password is { } password && Speaker.CallerOf(http).Identity is null)
            await services.Grants.VerifyAsync(ConversationRef.Of(access.Conversation.Key), password, user: null, Remembered(http), cancellationToken);
        return Body.Ok(await services.Rooms.OfAsync(access.Conversation, Links.Of(http), cancellationToken), Body.Json.WireRoom);
    }

    private static async Task<IResult> VerifyAsync(HttpContext http, string room_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.VerifyPasswordRequest)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);
        if (!(await services.Conversations.FindRoomAsync(room_id)).TryGet(out var room, out refusal))
            return ChatRoomsErrors.ToResult(refusal);
        if (room.Privacy == Privacy.Password && body.Password is null)
            return ChatRoomsErrors.Required("password");

        refusal = await services.Grants.VerifyAsync(ConversationRef.Of(room.Key), body.Password, Speaker.CallerOf(http).Identity?.User, Remembered(http), cancellationToken);
        if (refusal is null)
            return Body.Ok(new SuccessAnswer(true), Body.Json.SuccessAnswer);
        // 403 and not 401: with that the browser would sign its user out.
        return refusal.Code == RefusalCode.PasswordRequired
            ? ChatRoomsErrors.ToResult(ChatRoomsErrors.WrongRoomPassword)
            : ChatRoomsErrors.ToResult(refusal);
    }

    private static async Task<IResult> JoinAsync(HttpContext http, string room_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.JoinRequest)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);
        if (Doorway.ReservedRooms.Contains(room_id))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.ReservedRoom);
        if (string.IsNullOrEmpty(body.UserId))
            return ChatRoomsErrors.Required("user_id");

        var client = http.KnownClient();
        if (!(await services.Arrivals.ActAsAsync(http, body.UserId, body.Username, body.AvatarUrl, cancellationToken)).TryGet(out var user, out refusal))
            return ChatRoomsErrors.ToResult(refusal);
        if (Speaker.CallerOf(http).Identity is { } identity && identity.User.Id == user.Id)
            services.Speaker.Prove(user, client, identity.Session); // again, with the cookie that this answer sets
        if (room_id == Doorway.DirectChannel)
            return Joined(room_id, user, room_id);

        return (await services.Doorway.EnterAsync(user, room_id, new RoomPass(body.Password, client), cancellationToken)).TryGet(out var access, out refusal)
            ? Joined(room_id, user, access.Conversation.Name)
            : ChatRoomsErrors.ToResult(refusal);
    }

    /// <summary>Where the request comes from, for a grant. The cookie that this answer sets is left out: a browser that refuses it could never show it again.</summary>
    private static ClientOrigin Remembered(HttpContext http)
    {
        var client = http.Client();
        http.KnownClient();
        return client;
    }

    private static IResult Joined(string roomId, User user, string roomName) =>
        Body.Ok(new JoinedAnswer("success", roomId, user.Key, $"User {user.DisplayName} joined room {roomName}"), Body.Json.JoinedAnswer);

    /// <summary>Whoever proves to be it or may be spoken for; null, a room of nobody's, rather than a refusal.</summary>
    private static async Task<User?> FindCreatorAsync(HttpContext http, RoomWish wish, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (Speaker.CallerOf(http).Identity is { User: var own })
            return own;
        return wish.CreatorKey is { } key && (await services.Arrivals.ActAsAsync(http, key, wish.CreatorName, null, cancellationToken)).TryGet(out var user, out _) ? user : null;
    }

    private static IResult NotOffered(string what) => ChatRoomsErrors.ToResult(
        new Refusal(RefusalCode.UnknownCommand, $"{what} are not offered by this server", "Broadcast from browser to browser instead: `broadcast-started` on the room's socket."),
        StatusCodes.Status501NotImplemented);

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
