using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Parlance.Core.Limits;

namespace Parlance.Core.Accounts;

/// <summary>Accounts and guests: how they come to be, prove themselves and change. Safe for concurrent use.</summary>
/// <remarks>
/// Refusals of every method: `invalid` with the field, `rate_limited`, `unavailable`; others are named where they occur. Nobody learns here
/// whether an account exists except by trying to register its name, which no registration can hide.
/// </remarks>
public sealed partial class AccountService(
    IAccountStore store,
    Sessions sessions,
    Authenticator authenticator,
    UserCache users,
    PasswordWork passwords,
    AccountLimits limits,
    IEnumerable<IProfileFiles> files,
    TimeProvider time)
{
    private const string GuestKeyPrefix = "gk_";

    /// <returns>The new member, signed in, or `taken` with the field.</returns>
    public async Task<Outcome<SignedIn>> RegisterAsync(Registration wish, SignInContext context, CancellationToken cancellationToken)
    {
        if (Check(wish) is { } invalid)
            return invalid;
        if (limits.RegisterPerAddress.Take(AddressKey.Of(context.Address), "registrations from this address") is { } limited)
            return limited;
        if (await FindTakenAsync(wish, cancellationToken) is { } taken)
            return AccountRefusals.Taken(taken);
        if (!(await passwords.HashAsync(wish.Password!, cancellationToken)).TryGet(out var hash, out var refusal))
            return refusal;

        var (user, takenMeanwhile) = await store.CreateAsync(new User
        {
            Id = default,
            Key = Guid.NewGuid().ToString(),
            Username = wish.Username!.Trim(),
            DisplayName = string.IsNullOrWhiteSpace(wish.DisplayName) ? AccountRules.DisplayNameOf(wish.Username) : wish.DisplayName.Trim(),
            Email = NullIfBlank(wish.Email),
            Personal = wish.Personal,
            PasswordHash = hash,
            Role = UserRole.Member,
            CreatedAt = time.GetUtcNow(),
        }, cancellationToken);
        if (user is null)
            return AccountRefusals.Taken(takenMeanwhile!);

        return new SignedIn(user, await sessions.StartAsync(user, context.Family, cancellationToken)) { IsNew = true };
    }

    /// <param name="login">Username or e-mail address, in any case.</param>
    /// <returns>The user, or `wrong_credentials` (after the same time and in the same words whether the account exists or not), or `banned`.</returns>
    public async Task<Outcome<SignedIn>> SignInAsync(string? login, string? password, SignInContext context, CancellationToken cancellationToken)
    {
        login = login?.Trim();
        if (string.IsNullOrEmpty(login))
            return AccountRules.Missing("username");
        if (string.IsNullOrEmpty(password))
            return AccountRules.Missing("password");
        if (login.Length > AccountRules.MaxEmail || login.Contains('\0', StringComparison.Ordinal)) // nobody is called so, and storage cannot be asked
            return AccountRefusals.WrongCredentials;
        if (limits.SignInPerAddress.Take(AddressKey.Of(context.Address), "attempts to sign in from this address") is { } limited)
            return limited;
        if (limits.SignInPerAccount.Take(login.ToUpperInvariant(), "attempts to sign in to this account") is { } guessing)
            return guessing;

        var user = await FindByLoginAsync(login, cancellationToken);
        if (!(await passwords.VerifySignInAsync(user?.PasswordHash, password, cancellationToken)).TryGet(out var match, out var refusal))
            return refusal;
        if (user is null || match == PasswordMatch.Wrong)
            return AccountRefusals.WrongCredentials;
        if (user.IsBanned(time.GetUtcNow()))
            return TokenRefusals.Banned(user.BannedUntil!.Value);
        if (match == PasswordMatch.RightButWeak)
            await StrengthenAsync(user, password, cancellationToken);

        return new SignedIn(user, await sessions.StartAsync(user, context.Family, cancellationToken));
    }

    /// <summary>A guest: the same one again when <paramref name="guestKey"/> is known, else a new one with a new key.</summary>
    /// <param name="name">Shown to others. A returning guest may leave it out or take another.</param>
    /// <returns>The guest with <see cref="SignedIn.GuestKey"/>, or `banned`.</returns>
    public async Task<Outcome<SignedIn>> GuestAsync(string? name, string? guestKey, SignInContext context, CancellationToken cancellationToken)
    {
        var address = AddressKey.Of(context.Address);
        if (!string.IsNullOrEmpty(guestKey))
        {
            if (limits.SignInPerAddress.Take(address, "attempts to sign in from this address") is { } limited)
                return limited;
            if (await store.FindByGuestKeyAsync(HashKey(guestKey), cancellationToken) is { } known)
                return await ReturnAsync(known, name, guestKey, context, cancellationToken);
        }

        if (AccountRules.DisplayName(name, "name") is { } invalid)
            return invalid;
        if (limits.GuestPerAddress.Take(address, "new guests from this address") is { } tooMany)
            return tooMany;

        var newKey = GuestKeyPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var (guest, taken) = await store.CreateAsync(new User
        {
            Id = default,
            Key = Guid.NewGuid().ToString(),
            DisplayName = name!.Trim(),
            GuestKeyHash = HashKey(newKey),
            Role = UserRole.Guest,
            CreatedAt = time.GetUtcNow(),
        }, cancellationToken);
        if (guest is null)
            throw new InvalidOperationException($"A random {taken} was taken.");

        return new SignedIn(guest, await sessions.StartAsync(guest, context.Family, cancellationToken)) { GuestKey = newKey, IsNew = true };
    }

    /// <summary>
    /// Makes the calling guest a member with everything it has; its guest key is dropped. As with a new password, its other sessions end and
    /// the tokens returned replace the caller's.
    /// </summary>
    /// <returns>The member, or `forbidden` when it is one already, or `taken` with the field.</returns>
    public async Task<Outcome<SignedIn>> UpgradeAsync(Identity caller, Registration wish, SignInContext context, CancellationToken cancellationToken)
    {
        if (!caller.User.IsGuest)
            return AccountRefusals.AlreadyMember;
        if (Check(wish) is { } invalid)
            return invalid;
        if (limits.RegisterPerAddress.Take(AddressKey.Of(context.Address), "registrations from this address") is { } limited)
            return limited;
        if (await FindTakenAsync(wish, cancellationToken) is { } taken)
            return AccountRefusals.Taken(taken);
        if (!(await passwords.HashAsync(wish.Password!, cancellationToken)).TryGet(out var hash, out var refusal))
            return refusal;

        var changed = await ChangeAsync(caller.User.Id, user => !user.IsGuest ? AccountRefusals.AlreadyMember : user with
        {
            Username = wish.Username!.Trim(),
            DisplayName = string.IsNullOrWhiteSpace(wish.DisplayName) ? user.DisplayName : wish.DisplayName.Trim(),
            Email = NullIfBlank(wish.Email),
            PasswordHash = hash,
            GuestKeyHash = null,
            Role = UserRole.Member,
        }, cancellationToken);
        return changed.TryGet(out var member, out refusal)
            ? await RenewAsync(member, caller.Session, context.Family, cancellationToken)
            : refusal;
    }

    private async Task<Outcome<SignedIn>> ReturnAsync(User guest, string? name, string guestKey, SignInContext context, CancellationToken cancellationToken)
    {
        if (guest.IsBanned(time.GetUtcNow()))
            return TokenRefusals.Banned(guest.BannedUntil!.Value);

        if (!string.IsNullOrWhiteSpace(name) && name.Trim() != guest.DisplayName)
        {
            if (AccountRules.DisplayName(name, "name") is { } invalid)
                return invalid;
            if (!(await ChangeAsync(guest.Id, user => user with { DisplayName = name.Trim() }, cancellationToken)).TryGet(out guest!, out var refusal))
                return refusal;
        }

        return new SignedIn(guest, await sessions.StartAsync(guest, context.Family, cancellationToken)) { GuestKey = guestKey };
    }

    private async Task<User?> FindByLoginAsync(string login, CancellationToken cancellationToken)
    {
        // Usernames that came from other systems may hold an `@` too.
        if (login.Contains('@') && await store.FindByEmailAsync(login, cancellationToken) is { } byEmail)
            return byEmail;
        return await store.FindByUsernameAsync(login, cancellationToken);
    }

    private static Refusal? Check(Registration wish) =>
        AccountRules.Username(wish.Username, wish.UsernameRule)
        ?? AccountRules.Password(wish.Password, wish.MinPassword)
        ?? AccountRules.Email(wish.Email)
        ?? (string.IsNullOrEmpty(wish.DisplayName) ? null : AccountRules.DisplayName(wish.DisplayName))
        ?? AccountRules.Personal(wish.Personal);

    /// <summary>Asked before the expensive hash; the store decides when it comes to it.</summary>
    private async Task<string?> FindTakenAsync(Registration wish, CancellationToken cancellationToken)
    {
        if (await store.FindByUsernameAsync(wish.Username!.Trim(), cancellationToken) is not null)
            return "username";
        return NullIfBlank(wish.Email) is { } email && await store.FindByEmailAsync(email, cancellationToken) is not null ? "email" : null;
    }

    private static byte[] HashKey(string guestKey) => SHA256.HashData(Encoding.UTF8.GetBytes(guestKey));

    private static string? NullIfBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
