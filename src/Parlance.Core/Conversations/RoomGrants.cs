using Parlance.Core.Accounts;

namespace Parlance.Core.Conversations;

/// <summary>Who proved to know a room's password, for twelve hours: users, browsers, addresses. Kept in the database, so every node knows. Safe for concurrent use.</summary>
public sealed class RoomGrants
{
    /// <summary>Checks a password and, when it is right, remembers who gave it. Rooms without one are fine with any.</summary>
    /// <param name="user">Null when the caller did not say who they are.</param>
    /// <returns>Null when right, or `not_found`, `password_required`, `rate_limited`.</returns>
    public Task<Refusal?> VerifyAsync(ConversationRef room, string? password, User? user, ClientOrigin client, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Whether the caller may read a room without being in it: any but those with a password; these for members, the host, and who holds a grant.</summary>
    public Task<bool> MayReadAsync(Access access, User? user, ClientOrigin client, CancellationToken cancellationToken) => throw new NotSupportedException();
}
