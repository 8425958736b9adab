using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.ChatRooms.Wire;
using Parlance.Dialects.Hosting;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>People: docs/wire/chatrooms.md, section Users.</summary>
internal static class UserEndpoints
{
    private const string Tag = "Rooms: users";
    private const int MinPassword = 8;
    private const int MaxSearchText = 64;

    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users");
        users.MapPost("", CreateAsync).Describe(Tag, "A new guest of that name.").Takes<CreateUserRequest>().Produces<WireUser>().Refuses(400, 409, 422, 429);
        users.MapGet("/search", SearchAsync).Describe(Tag, "People whose name contains `q`; `limit` is 1 to 50, 20 when absent.").Produces<WireFoundUser[]>();
        users.MapGet("/{user_id}", FindAsync).Describe(Tag, "A person; the e-mail address for its owner alone.").Produces<WireUser>().Refuses(404);
        users.MapPut("/{user_id}/profile", ChangeProfileAsync).Describe(Tag, "Change one's profile; absent fields stay, empty ones are cleared.").Takes<ProfileRequest>().Produces<ProfileAnswer>().Refuses(400, 401, 403, 404, 409, 422);
        users.MapPut("/{user_id}/password", SetPasswordAsync).Describe(Tag, "A new password; a guest becomes an account by it.").Takes<PasswordRequest>().Produces<SuccessAnswer>().Refuses(400, 401, 403, 404, 409, 422);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.CreateUserRequest)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);
        var name = body.Username?.Trim();
        if (string.IsNullOrEmpty(name))
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.Bad("Username is required", "username"));

        if (Speaker.CallerOf(http).Identity is { User: var own } && IsNameOf(own, name))
            return Body.Ok(WireUser.Of(own, Links.Of(http), toOwner: true), Body.Json.WireUser);
        if (AccountRules.DisplayName(name, "username") is { } invalid)
            return ChatRoomsErrors.ToResult(invalid);
        if (await services.Accounts.FindByUsernameAsync(name, cancellationToken) is not null)
            return ChatRoomsErrors.ToResult(NameTaken);
        return (await services.Accounts.KeylessGuestAsync(key: null, name, http.Connection.RemoteIpAddress, cancellationToken)).TryGet(out var guest, out refusal)
            ? Body.Ok(WireUser.Of(guest, Links.Of(http), toOwner: true), Body.Json.WireUser)
            : ChatRoomsErrors.ToResult(refusal);
    }

    private static async Task<IResult> FindAsync(HttpContext http, string user_id, ChatRoomsServices services, CancellationToken cancellationToken) =>
        await services.Accounts.FindByKeyAsync(user_id, cancellationToken) is { } user
            ? Body.Ok(WireUser.Of(user, Links.Of(http), toOwner: Speaker.CallerOf(http).Identity?.User.Id == user.Id), Body.Json.WireUser)
            : ChatRoomsErrors.ToResult(Refusal.NoSuchUser);

    private static async Task<IResult> SearchAsync(HttpContext http, string? q, string? limit, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        q = q?.Trim();
        if (string.IsNullOrEmpty(q) || q.Length > MaxSearchText || q.Contains('\0'))
            return Body.Ok([], Body.Json.WireFoundUserArray); // nobody is called so

        var links = Links.Of(http);
        return (await services.Accounts.SearchAsync(q, Body.Number(limit, 20, 1, AccountService.MaxSearchLimit), cancellationToken)).TryGet(out var users, out var refusal)
            ? Body.Ok([.. users.Select(user => WireFoundUser.Of(user, links))], Body.Json.WireFoundUserArray)
            : ChatRoomsErrors.ToResult(refusal);
    }

    private static async Task<IResult> ChangeProfileAsync(HttpContext http, string user_id, ChatRoomsServices services, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.ProfileRequest)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);
        if (!(await services.Speaker.ActAsAsync(http, user_id, cancellationToken)).TryGet(out var before, out refusal))
            return ChatRoomsErrors.ToResult(refusal);
        if (!ProfileWish.Read(body, before).TryGet(out var change, out refusal))
            return ChatRoomsErrors.ToResult(refusal);
        if (before.IsGuest && change.DisplayName is { } name && name != before.DisplayName && await services.Accounts.FindByUsernameAsync(name, cancellationToken) is not null)
            return ChatRoomsErrors.ToResult(NameTaken);
        if (!(await services.Accounts.ChangeProfileAsync(before.Id, change, cancellationToken)).TryGet(out var user, out refusal))
            return ChatRoomsErrors.ToResult(refusal);

        await services.Appearance.ShowAsync(user, avatarOnly: user.DisplayName == before.DisplayName && user.Bio == before.Bio && user.AvatarUrl != before.AvatarUrl);
        return Body.Ok(new ProfileAnswer(true, WireUser.Of(user, Links.Of(http), toOwner: true)), Body.Json.ProfileAnswer);
    }

    /// <summary>Needs its owner even where everybody may act as everybody, since a password is the account.</summary>
    private static async Task<IResult> SetPasswordAsync(HttpContext http, string user_id, ChatRoomsServices services, ISpeakingRights rights, CancellationToken cancellationToken)
    {
        if (!(await Body.ReadAsync(http, Body.Json.PasswordRequest)).TryGet(out var body, out var refusal))
            return ChatRoomsErrors.OfBody(refusal);
        if (await services.Accounts.FindByKeyAsync(user_id, cancellationToken) is not { } user)
            return ChatRoomsErrors.ToResult(Refusal.NoSuchUser);

        var caller = Speaker.CallerOf(http);
        var session = caller.Identity?.User.Id == user.Id ? caller.Identity.Session : (SessionId?)null;
        if (session is null)
        {
            if (!Speaker.IsKeyless(user))
                return ChatRoomsErrors.ToResult(caller.BadToken ?? ChatRoomsErrors.NotYours);
            // A guest nobody is connected as is anybody's; becoming an account must not be.
            if (!rights.IsConnectedFrom(user, caller.Client))
                return ChatRoomsErrors.ToResult(rights.MaySpeakFor(user, caller.Client) ? ChatRoomsErrors.NotConnected : ChatRoomsErrors.NotYours);
        }

        if (body.NewPassword is not { Length: >= MinPassword })
            return ChatRoomsErrors.ToResult(ChatRoomsErrors.Bad("Password must be at least 8 characters", "new_password"));
        return (await services.Accounts.SetPasswordAsync(user, session, body.NewPassword, cancellationToken, MinPassword)).TryGet(out _, out refusal)
            ? Body.Ok(new SuccessAnswer(true), Body.Json.SuccessAnswer)
            : ChatRoomsErrors.ToResult(refusal);
    }

    private static readonly Refusal NameTaken = new(RefusalCode.Taken, "Username already registered", "Choose another name, or sign in if it is yours.") { Field = "username" };

    private static bool IsNameOf(User user, string name) =>
        string.Equals(user.Username, name, StringComparison.OrdinalIgnoreCase) || string.Equals(user.DisplayName, name, StringComparison.OrdinalIgnoreCase);
}
