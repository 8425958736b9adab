using Microsoft.AspNetCore.Http;
using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.ChatRooms;

/// <summary>Callers who name a user that may be new: made when unknown, checked when known, and called what they call themselves.</summary>
internal sealed class Arrivals(Speaker speaker, Doorway doorway)
{
    /// <param name="name">As <see cref="Doorway.ArriveAsync"/> takes it.</param>
    /// <param name="avatarUrl">`data:` URLs are passed over.</param>
    /// <returns>The user, or what <see cref="Speaker.ActAsAsync"/> and <see cref="Doorway.ArriveAsync"/> refuse.</returns>
    public async Task<Outcome<User>> ActAsAsync(HttpContext http, string userKey, string? name, string? avatarUrl, CancellationToken cancellationToken)
    {
        if (!(await doorway.ArriveAsync(userKey, name, http.Connection.RemoteIpAddress, cancellationToken)).TryGet(out _, out var refusal)
            || !(await speaker.ActAsAsync(http, userKey, cancellationToken)).TryGet(out var user, out refusal))
            return refusal;
        return await doorway.RefreshAsync(user, name, avatarUrl, cancellationToken);
    }
}
