namespace Parlance.Core.Accounts;

public sealed partial class AccountService
{
    private const string RemovedName = "Deleted";

    /// <summary>Removes the caller for good. A member shows again that it is them; a guest has nothing to show.</summary>
    /// <returns>What is left, or `wrong_credentials`, or `invalid` with `password`.</returns>
    public async Task<Outcome<User>> DeleteSelfAsync(UserId id, string? password, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is { PasswordHash: not null } member)
        {
            if (string.IsNullOrEmpty(password))
                return AccountRules.Missing("password");
            if (await CheckPasswordAsync(member, password, AccountRefusals.WrongPassword, cancellationToken) is { } wrong)
                return wrong;
        }

        return await DeleteAsync(id, cancellationToken);
    }

    /// <summary>
    /// Removes the person: name, e-mail, avatar, password and all else is gone, sessions end, the files of the profile are released
    /// (<see cref="IProfileFiles"/>). What they wrote stays; the id and the key are never given again.
    /// </summary>
    /// <returns>What is left, or `not_found`.</returns>
    public async Task<Outcome<User>> DeleteAsync(UserId id, CancellationToken cancellationToken)
    {
        var changed = await ChangeAsync(id, user => new User
        {
            Id = user.Id,
            Key = user.Key,
            DisplayName = RemovedName,
            Role = UserRole.Guest,
            TokenGeneration = user.TokenGeneration,
            CreatedAt = user.CreatedAt,
            LastSeenAt = user.LastSeenAt,
            Version = user.Version,
            IsDeleted = true,
        }, cancellationToken);
        return changed.TryGet(out var left, out var refusal)
            ? await sessions.EndAllAsync(left, RefusalCode.TokenInvalid, except: null, cancellationToken)
            : refusal;
    }
}
