using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.ChatRooms;

/// <summary>The rules of identity on this wire's HTTP half (contract section 6.1), whose clients name the user they act as in paths and bodies.</summary>
/// <remarks>
/// 1. A bearer token proves its user, whichever dialect minted it, and lets the sockets of that user in from there for a while.
/// 2. Accounts, and guests who hold a key, act only under their own token. Without one: 403; with one that is bad: 401.
/// 3. Guests without a key are spoken for from where their first connection came, and from anywhere while they have none.
/// 4. With <see cref="ChatRoomsOptions.Strict"/> off anybody acts as anybody; passwords are not set this way even then.
/// A bad token where none is needed counts as none: a browser that hears 401 signs its user out.
/// </remarks>
internal sealed class Speaker(Authenticator authenticator, AccountService accounts, ISpeakingRights rights, ChatRoomsOptions options)
{
    /// <summary>Finds out who calls before the endpoints of the group run; they read it with <see cref="CallerOf"/>.</summary>
    public static TBuilder Recognize<TBuilder>(TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            http.Features.Set(await http.RequestServices.GetRequiredService<Speaker>().RecognizeAsync(http));
            return await next(context);
        });

    public static Caller CallerOf(HttpContext http) => http.Features.GetRequiredFeature<Caller>();

    /// <summary>The token's user has just proved itself from this client.</summary>
    public void Prove(User user, ClientOrigin client, SessionId session) => rights.Prove(user.Id, client, session);

    /// <summary>The caller as the user of that key.</summary>
    /// <returns>The user, or `not_found`, `forbidden`, or why the presented token is bad.</returns>
    public async ValueTask<Outcome<User>> ActAsAsync(HttpContext http, string userKey, CancellationToken cancellationToken)
    {
        var caller = CallerOf(http);
        if (caller.Identity is { User: var own } && own.Key == userKey)
            return own;
        if (await accounts.FindByKeyAsync(userKey, cancellationToken) is not { } user)
            return Refusal.NoSuchUser;
        return RefuseToSpeakFor(user, caller) is { } refusal ? refusal : user;
    }

    /// <returns>Null when the caller may act as the user.</returns>
    public Refusal? RefuseToSpeakFor(User user, Caller caller)
    {
        if (!options.Strict || caller.Identity?.User.Id == user.Id)
            return null;
        return IsKeyless(user)
            ? rights.MaySpeakFor(user, caller.Client) ? null : ChatRoomsErrors.NotYours
            : caller.BadToken ?? ChatRoomsErrors.NotYours;
    }

    /// <summary>Whether nobody can prove to be this user: a guest made without a key.</summary>
    public static bool IsKeyless(User user) => user is { IsGuest: true, GuestKeyHash: null };

    private async ValueTask<Caller> RecognizeAsync(HttpContext http)
    {
        var client = http.Client();
        if (http.Request.Headers.Authorization.Count == 0)
            return new Caller(null, null, client);
        if (!(await authenticator.AuthenticateAsync(http.Request, http.RequestAborted)).TryGet(out var identity, out var refusal))
            return new Caller(null, refusal.Code == RefusalCode.Unauthenticated ? null : refusal, client);

        rights.Prove(identity.User.Id, client, identity.Session);
        return new Caller(identity, null, client);
    }
}
