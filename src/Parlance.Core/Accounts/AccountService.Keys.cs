using System.Net;
using Parlance.Core.Limits;

namespace Parlance.Core.Accounts;

/// <summary>People as clients know them that have only text ids and no tokens.</summary>
public sealed partial class AccountService
{
    private const string NamelessGuest = "Anonymous";

    /// <summary>The user with that key, account or guest; from memory when possible.</summary>
    /// <returns>Null when there is none, or nothing could have such a key.</returns>
    public ValueTask<User?> FindByKeyAsync(string key, CancellationToken cancellationToken) =>
        KeyRules.IsKey(key) ? users.GetAsync(key, cancellationToken) : new((User?)null);

    /// <summary>The registered account of that name, in any case; null when there is none.</summary>
    public async Task<User?> FindByUsernameAsync(string username, CancellationToken cancellationToken)
    {
        username = username.Trim();
        var possible = username.Length is > 0 and <= AccountRules.MaxEmail && TextRules.IsClean(username); // what cannot be stored cannot be asked for
        return possible ? await store.FindByUsernameAsync(username, cancellationToken) : null;
    }

    /// <summary>A new guest without a secret: it belongs to whoever uses it first (<see cref="ISpeakingRights"/>).</summary>
    /// <param name="key">What the client calls it; null for a fresh UUID. Somebody who has it already is the answer, unchanged.</param>
    /// <param name="name">Shown to others; null or blank for `Anonymous`.</param>
    /// <returns>The guest, or `invalid` with `key` or `name`, or `rate_limited`, or `not_found` for the key of somebody who was removed.</returns>
    public async Task<Outcome<User>> KeylessGuestAsync(string? key, string? name, IPAddress? address, CancellationToken cancellationToken)
    {
        if (key is not null && KeyRules.Check(key) is { } badKey)
            return badKey;
        if (key is not null && await users.GetAsync(key, cancellationToken) is { } known)
            return known;

        name = NullIfBlank(name) ?? NamelessGuest;
        if (AccountRules.DisplayName(name, "name") is { } badName)
            return badName;
        if (limits.KeylessGuestPerAddress.Take(AddressKey.Of(address), "new guests from this address") is { } tooMany)
            return tooMany;

        var guest = new User { Id = default, Key = key ?? Guid.NewGuid().ToString(), DisplayName = name, Role = UserRole.Guest, CreatedAt = time.GetUtcNow() };
        var (created, _) = await store.CreateAsync(guest, cancellationToken);
        users.Forget(guest.Key);
        if (created is not null)
            return created;

        // The key is the only field that can be taken: somebody else came in under it at the same moment, or was removed.
        return await store.FindByKeyAsync(guest.Key, cancellationToken) is { IsDeleted: false } first ? first : AccountRefusals.Removed;
    }

    /// <summary>A new password without the old one, for a caller who proved to be the user; every other session ends, the caller's tokens stay good.</summary>
    /// <param name="current">The caller's session; null when a guest becomes a member by it, under its display name as username.</param>
    /// <returns>The user, or `invalid`, or `taken` when an account has the guest's name, or `not_found`.</returns>
    public async Task<Outcome<User>> SetPasswordAsync(
        User user, SessionId? current, string? newPassword, CancellationToken cancellationToken, int minPassword = AccountRules.MinPassword)
    {
        if (AccountRules.Password(newPassword, minPassword, "new_password") is { } invalid)
            return invalid;
        if (user.IsGuest && (AccountRules.FreeUsername(user.DisplayName) ?? await RefuseTakenAsync(user.DisplayName, cancellationToken)) is { } unfit)
            return unfit;
        if (!(await passwords.HashAsync(newPassword!, cancellationToken)).TryGet(out var hash, out var refusal))
            return refusal;

        // The password first: whoever signs in with the old one before the sessions end is ended with them.
        var changed = await ChangeAsync(user.Id, u => WithPassword(u, hash, user.IsGuest), cancellationToken, announce: user.IsGuest);
        if (!changed.TryGet(out var member, out refusal))
            return refusal;
        if (current is { } session)
            return await sessions.EndOthersAsync(member, session, cancellationToken);

        // A guest without a secret never had a token: no session ends, and nobody need be told so.
        return user is { IsGuest: true, GuestKeyHash: null } ? member : await sessions.EndAllAsync(member, RefusalCode.TokenInvalid, except: null, cancellationToken);
    }

    /// <summary>A new password for a caller who knows the old one; every other session ends, the caller's tokens stay good.</summary>
    /// <returns>The user, or `wrong_credentials`, or `invalid`, or `forbidden` for a guest.</returns>
    public async Task<Outcome<User>> ReplacePasswordAsync(
        Identity caller, string currentPassword, string newPassword, CancellationToken cancellationToken, int minPassword = AccountRules.MinPassword)
    {
        if (await store.FindAsync(caller.User.Id, cancellationToken) is not { PasswordHash: not null } user)
            return AccountRefusals.GuestsHaveNone;
        return await CheckPasswordAsync(user, currentPassword, AccountRefusals.WrongCurrentPassword, cancellationToken) is { } wrong
            ? wrong
            : await SetPasswordAsync(user, caller.Session, newPassword, cancellationToken, minPassword);
    }

    /// <param name="wasGuest">What the caller proved to be: who proved to be a guest has not proved to be the member it became meanwhile.</param>
    private static Outcome<User> WithPassword(User user, string hash, bool wasGuest)
    {
        if (user.IsGuest != wasGuest)
            return AccountRefusals.AlreadyMember;
        return wasGuest
            ? user with { Username = user.DisplayName, PasswordHash = hash, GuestKeyHash = null, Role = UserRole.Member }
            : user with { PasswordHash = hash };
    }

    private async Task<Refusal?> RefuseTakenAsync(string username, CancellationToken cancellationToken) =>
        await store.FindByUsernameAsync(username, cancellationToken) is null ? null : AccountRefusals.Taken("username");
}
