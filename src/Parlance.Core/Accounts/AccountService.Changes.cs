using Parlance.Core.Events;

namespace Parlance.Core.Accounts;

public sealed partial class AccountService
{
    public const int MaxSearchLimit = 50;
    private const int MaxSearchText = 64;

    /// <summary>Ends every other session; the tokens returned replace the caller's, whose open sockets stay.</summary>
    /// <returns>New tokens, or `wrong_credentials`, or `forbidden` for a guest.</returns>
    public async Task<Outcome<SignedIn>> ChangePasswordAsync(
        Identity caller, string? currentPassword, string? newPassword, SignInContext context, CancellationToken cancellationToken, int minPassword = AccountRules.MinPassword)
    {
        if (await store.FindAsync(caller.User.Id, cancellationToken) is not { PasswordHash: { } oldHash } user)
            return AccountRefusals.GuestsHaveNone;
        if (string.IsNullOrEmpty(currentPassword))
            return AccountRules.Missing("current_password");
        if (AccountRules.Password(newPassword, minPassword, "new_password") is { } invalid)
            return invalid;
        if (await CheckPasswordAsync(user, currentPassword, AccountRefusals.WrongCurrentPassword, cancellationToken) is { } wrong)
            return wrong;
        if (!(await passwords.HashAsync(newPassword!, cancellationToken)).TryGet(out var newHash, out var refusal))
            return refusal;

        // The password first: whoever signs in with the old one before the sessions end is ended with them.
        var changed = await ChangeAsync(user.Id, u => u.PasswordHash != oldHash ? AccountRefusals.WrongCurrentPassword : u with { PasswordHash = newHash }, cancellationToken, announce: false);
        return changed.TryGet(out user, out refusal)
            ? await RenewAsync(user, caller.Session, context.Family, cancellationToken)
            : refusal;
    }

    /// <returns>The user as changed, or `taken` with the field, or `forbidden` for a guest's username or e-mail, or `not_found`.</returns>
    public async Task<Outcome<User>> ChangeProfileAsync(UserId id, ProfileChange change, CancellationToken cancellationToken)
    {
        var invalid = (change.DisplayName is null ? null : AccountRules.DisplayName(change.DisplayName))
            ?? (change.Username is null ? null : AccountRules.Username(change.Username, change.UsernameRule))
            ?? AccountRules.Bio(change.Bio)
            ?? AccountRules.Avatars(change.AvatarUrls)
            ?? AccountRules.AvatarUrl(change.AvatarUrl)
            ?? AccountRules.Email(change.Email)
            ?? AccountRules.Details(change.Details)
            ?? AccountRules.Personal(change.Personal);
        return invalid is not null ? invalid : await ChangeAsync(id, user => Apply(change, user), cancellationToken);
    }

    /// <summary>Bans an account and ends its sessions on every node.</summary>
    /// <param name="until"><see cref="DateTimeOffset.MaxValue"/> for good; null lifts the ban.</param>
    /// <returns>The user, or `not_found`.</returns>
    public async Task<Outcome<User>> BanAsync(UserId id, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var changed = await ChangeAsync(id, user => user with { BannedUntil = until }, cancellationToken);
        return changed.TryGet(out var user, out _) && user.IsBanned(time.GetUtcNow())
            ? await sessions.EndAllAsync(user, RefusalCode.Banned, except: null, cancellationToken)
            : changed;
    }

    /// <summary>Gives a member another password without asking for the old one, and ends their sessions; for operators.</summary>
    /// <returns>The user, or `not_found`, or `forbidden` for a guest, or `invalid`.</returns>
    public async Task<Outcome<User>> SetPasswordAsync(UserId id, string? password, CancellationToken cancellationToken)
    {
        if (AccountRules.Password(password, AccountRules.MinPassword) is { } invalid)
            return invalid;
        if (!(await passwords.HashAsync(password!, cancellationToken)).TryGet(out var hash, out var refusal))
            return refusal;
        var changed = await ChangeAsync(id, user => user.IsGuest ? AccountRefusals.GuestsHaveNone : user with { PasswordHash = hash }, cancellationToken);
        return changed.TryGet(out var member, out _) ? await sessions.EndAllAsync(member, RefusalCode.TokenInvalid, except: null, cancellationToken) : changed;
    }

    /// <summary>Reads somebody who was changed past this service, and tells everybody what they are now.</summary>
    internal async Task<Outcome<User>> ReloadAsync(UserId id, CancellationToken cancellationToken)
    {
        authenticator.Forget(id);
        if (await store.FindAsync(id, cancellationToken) is not { IsDeleted: false } user)
            return Refusal.NoSuchUser;
        authenticator.Announce(new ProfileChanged(user));
        return user;
    }

    /// <returns>The user, or `not_found`.</returns>
    public async ValueTask<Outcome<User>> FindAsync(UserId id, CancellationToken cancellationToken) =>
        await users.GetAsync(id, cancellationToken) is { } user ? user : Refusal.NoSuchUser;

    /// <summary>Registered people who are not banned, the longest registered first; for dialects whose clients show everybody.</summary>
    public Task<IReadOnlyList<User>> ListAsync(int limit, CancellationToken cancellationToken) => store.ListAsync(time.GetUtcNow(), limit, cancellationToken);

    /// <summary>Of those ids the users that exist, in no particular order; those who were removed are left out.</summary>
    public async Task<IReadOnlyList<User>> FindManyAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : [.. (await store.FindManyAsync(ids, cancellationToken)).Where(user => !user.IsDeleted)];

    /// <param name="text">Part of a username or display name, 1 to 64 characters.</param>
    /// <param name="limit">1 to 50.</param>
    public async Task<Outcome<User[]>> SearchAsync(string? text, int limit, CancellationToken cancellationToken)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxSearchText || text.Contains('\0'))
            return new Refusal(RefusalCode.Invalid, $"A search needs 1 to {MaxSearchText} characters.", "Send part of a name as `q`.") { Field = "q" };
        if (limit is < 1 or > MaxSearchLimit)
            return new Refusal(RefusalCode.Invalid, $"`limit` is 1 to {MaxSearchLimit}.", "Ask for fewer, and narrow the search instead.") { Field = "limit" };

        return (await store.SearchAsync(text, limit, cancellationToken)).ToArray();
    }

    private static Outcome<User> Apply(ProfileChange change, User user)
    {
        if (user.IsGuest && (change.Username is not null || NullIfBlank(change.Email) is not null))
            return AccountRefusals.GuestsHaveNone;

        var avatar = change.AvatarUrl is null ? user.AvatarUrl : NullIfBlank(change.AvatarUrl);
        return user with
        {
            Username = change.Username?.Trim() ?? user.Username,
            DisplayName = change.DisplayName?.Trim() ?? user.DisplayName,
            Bio = change.Bio is null ? user.Bio : NullIfBlank(change.Bio),
            AvatarUrl = change.AvatarUrls?.Medium ?? avatar,
            AvatarUrls = change.AvatarUrls ?? (avatar == user.AvatarUrl ? user.AvatarUrls : null),
            Email = change.Email is null ? user.Email : NullIfBlank(change.Email),
            Details = Merge(user.Details, change.Details),
            Personal = Merge(user.Personal, change.Personal),
        };
    }

    /// <returns>The very same object when nothing changes, so that the user is equal to what it was.</returns>
    private static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> details, IReadOnlyDictionary<string, string> changes)
    {
        if (changes.All(c => details.GetValueOrDefault(c.Key, "") == c.Value))
            return details;

        var merged = new Dictionary<string, string>(details, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (value.Length == 0)
                merged.Remove(name);
            else
                merged[name] = value;
        }

        return merged.Count == 0 ? ProfileDetails.None : merged;
    }

    /// <returns>Null when it is the user's, else <paramref name="wrong"/> or what kept it from being checked.</returns>
    private async Task<Refusal?> CheckPasswordAsync(User user, string password, Refusal wrong, CancellationToken cancellationToken)
    {
        if (limits.SignInPerAccount.Take((user.Username ?? user.Key).ToUpperInvariant(), "attempts to sign in to this account") is { } guessing)
            return guessing;
        if (!(await passwords.VerifyAsync(user.PasswordHash, password, cancellationToken)).TryGet(out var match, out var refusal))
            return refusal;
        return match == PasswordMatch.Wrong ? wrong : null;
    }

    /// <summary>Ends every session and starts one for the caller, whose open sockets stay.</summary>
    private async Task<Outcome<SignedIn>> RenewAsync(User user, SessionId current, TokenFamily family, CancellationToken cancellationToken)
    {
        user = await sessions.EndAllAsync(user, RefusalCode.TokenInvalid, except: current, cancellationToken);
        return new SignedIn(user, await sessions.StartAsync(user, family, cancellationToken));
    }

    private async Task StrengthenAsync(User user, string password, CancellationToken cancellationToken)
    {
        // Not worth refusing a sign-in for: the next one tries again.
        if ((await passwords.HashAsync(password, cancellationToken)).TryGet(out var hash, out _))
            await ChangeAsync(user.Id, u => u.PasswordHash == user.PasswordHash ? u with { PasswordHash = hash } : u, cancellationToken, announce: false);
    }

    /// <summary>Reads the user as stored now, changes and stores it.</summary>
    /// <param name="change">Called again, on what the user is by then, when somebody else changed it meanwhile, here or on another node.</param>
    private async Task<Outcome<User>> ChangeAsync(UserId id, Func<User, Outcome<User>> change, CancellationToken cancellationToken, bool announce = true)
    {
        while (true)
        {
            if (await store.FindAsync(id, cancellationToken) is not { IsDeleted: false } before)
                return Refusal.NoSuchUser;
            if (!change(before).TryGet(out var wanted, out var refusal))
                return refusal;
            if (wanted == before)
                return before;

            var (user, taken) = await store.UpdateAsync(wanted, cancellationToken);
            if (taken is not null)
                return AccountRefusals.Taken(taken);
            if (user is null)
                continue;

            if (announce)
                authenticator.Announce(new ProfileChanged(user));
            await ReleaseFilesAsync(before, user);
            return user;
        }
    }

    private async Task ReleaseFilesAsync(User before, User after)
    {
        var released = before.FileUrls().Except(after.FileUrls(), StringComparer.Ordinal).ToArray();
        if (released.Length == 0)
            return;
        foreach (var owner in files)
            await owner.ReleaseAsync(after.Id, released);
    }
}
