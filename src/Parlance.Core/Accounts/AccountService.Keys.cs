using System.Net;

namespace Parlance.Core.Accounts;

/// <summary>People as clients know them that have only text ids and no tokens.</summary>
public sealed partial class AccountService
{
    /// <summary>The user with that key, account or guest; from memory when possible.</summary>
    /// <returns>Null when there is none, or nothing could have such a key.</returns>
    public ValueTask<User?> FindByKeyAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The registered account of that name, in any case; null when there is none.</summary>
    public Task<User?> FindByUsernameAsync(string username, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>A new guest without a secret: it belongs to whoever uses it first (<see cref="ISpeakingRights"/>).</summary>
    /// <param name="key">What the client calls it; null for a fresh UUID. Somebody who has it already is the answer, unchanged.</param>
    /// <param name="name">Shown to others; null or blank for `Anonymous`.</param>
    /// <returns>The guest, or `invalid` with `key` or `name`, or `rate_limited`.</returns>
    public Task<Outcome<User>> KeylessGuestAsync(string? key, string? name, IPAddress? address, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>A new password without the old one, for a caller who proved to be the user; every other session ends, the caller's tokens stay good.</summary>
    /// <param name="current">The caller's session; null when a guest becomes a member by it, under its display name as username.</param>
    /// <returns>The user, or `invalid`, or `taken` when an account has the guest's name.</returns>
    public Task<Outcome<User>> SetPasswordAsync(User user, SessionId? current, string? newPassword, CancellationToken cancellationToken, int minPassword = AccountRules.MinPassword) => throw new NotSupportedException();

    /// <summary>Removes the person: name, e-mail, avatar, password and all else is gone, sessions end, the avatar's file is deleted. What they wrote stays, without a name
    /// that could be found; the id and the key are never given again.</summary>
    public Task<Outcome<User>> DeleteAsync(UserId id, CancellationToken cancellationToken) => throw new NotSupportedException();
}
