using System.CommandLine;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Moderation;
using Parlance.Dialects.Native;

namespace Parlance.Server.Commands;

/// <summary>Accounts and bans from the command line, beside a running server or before the first one: docs/moderation.md.</summary>
internal static class AdminAccounts
{
    private static readonly Refusal NoSuchAccount = new(RefusalCode.NotFound, "There is no account of that name.", "Check the spelling; guests have no name to be found by.");

    public static IEnumerable<Command> Create() => [Make(), SetPassword(), Ban(), Unban()];

    private static Command Make()
    {
        var (username, password) = (Username(required: true), Password());
        var role = new Option<UserRole>("--role") { Description = "member, moderator or admin.", DefaultValueFactory = _ => UserRole.Admin };
        var create = new Command("create", "Make an account, or give an account that is there a role.") { username, password, role };
        create.SetAction((parsed, cancellationToken) => AdminHost.RunAsync(
            (services, token) => CreateAsync(services, parsed.GetRequiredValue(username), parsed.GetValue(password), parsed.GetValue(role), token), cancellationToken));
        return create;
    }

    private static Command SetPassword()
    {
        var (username, password) = (Username(required: true), Password());
        var command = new Command("password", "Set an account's password and sign it out everywhere.") { username, password };
        command.SetAction((parsed, cancellationToken) => AdminHost.RunAsync(
            (services, token) => SetPasswordAsync(services, parsed.GetRequiredValue(username), parsed.GetValue(password), token), cancellationToken));
        return command;
    }

    private static Command Ban()
    {
        var (username, device, address) = (Username(required: false), Device(), Address());
        var reason = new Option<string>("--reason") { Description = "Why; kept in the audit log.", Required = true };
        var hours = new Option<double?>("--hours") { Description = "For how long; without it for good." };
        var ban = new Command("ban", "Ban an account, a device or an address.") { username, device, address, reason, hours };
        ban.SetAction((parsed, cancellationToken) => AdminHost.RunAsync(async (services, token) =>
        {
            if (!(await UserOfAsync(services, parsed.GetValue(username), token)).TryGet(out var user, out var refusal))
                return refusal;
            var draft = new BanDraft
            {
                User = user,
                Device = parsed.GetValue(device),
                Address = parsed.GetValue(address),
                Reason = parsed.GetValue(reason),
                Duration = parsed.GetValue(hours) is { } lasts ? TimeSpan.FromHours(Math.Clamp(lasts, -1, 1_000_000)) : null,
            };
            if (!(await services.GetRequiredService<ModerationService>().BanAsync(actor: null, draft, token)).TryGet(out var given, out refusal))
                return refusal;
            Terminal.Line($"Banned: {given.Target} ({(given.ExpiresAt == DateTimeOffset.MaxValue ? "for good" : $"until {given.ExpiresAt:u}")}).");
            return null;
        }, cancellationToken));
        return ban;
    }

    private static Command Unban()
    {
        var (username, device, address) = (Username(required: false), Device(), Address());
        var unban = new Command("unban", "Lift a ban.") { username, device, address };
        unban.SetAction((parsed, cancellationToken) => AdminHost.RunAsync(async (services, token) =>
        {
            if (!(await UserOfAsync(services, parsed.GetValue(username), token)).TryGet(out var user, out var refusal))
                return refusal;
            var lifted = await services.GetRequiredService<ModerationService>().LiftAsync(actor: null, user, parsed.GetValue(device), parsed.GetValue(address), token);
            if (lifted.Refusal is null)
                Terminal.Line("The ban is lifted.");
            return lifted.Refusal;
        }, cancellationToken));
        return unban;
    }

    private static async Task<Refusal?> CreateAsync(IServiceProvider services, string username, string? password, UserRole role, CancellationToken cancellationToken)
    {
        var accounts = services.GetRequiredService<AccountService>();
        var moderation = services.GetRequiredService<ModerationService>();
        var user = await accounts.FindByUsernameAsync(username, cancellationToken);
        if (user is null)
        {
            var wish = new Registration(username, password ?? Terminal.ReadSecret("Password: "), null);
            if (!(await accounts.RegisterAsync(wish, new SignInContext(NativeDialect.TokenFamily, null), cancellationToken)).TryGet(out var made, out var refusal))
                return refusal;
            user = made.User;
            await moderation.NoteAsync(AuditActions.CreateAccount, user.Id, cancellationToken);
        }
        else if (password is not null && await SetPasswordAsync(services, username, password, cancellationToken) is { } notSet)
        {
            return notSet;
        }

        if (!(await moderation.SetRoleAsync(actor: null, user.Id, role, "command line", cancellationToken)).TryGet(out user, out var notGiven))
            return notGiven;
        Terminal.Line($"{user.Username} is {role.ToString().ToLowerInvariant()} (id {user.Id}).");
        return null;
    }

    private static async Task<Refusal?> SetPasswordAsync(IServiceProvider services, string username, string? password, CancellationToken cancellationToken)
    {
        var accounts = services.GetRequiredService<AccountService>();
        if (await accounts.FindByUsernameAsync(username, cancellationToken) is not { } user)
            return NoSuchAccount;
        if ((await accounts.SetPasswordAsync(user.Id, password ?? Terminal.ReadSecret("New password: "), cancellationToken)).Refusal is { } refusal)
            return refusal;
        await services.GetRequiredService<ModerationService>().NoteAsync(AuditActions.SetPassword, user.Id, cancellationToken);
        Terminal.Line("The password is set; every session of the account has ended.");
        return null;
    }

    private static async Task<Outcome<UserId?>> UserOfAsync(IServiceProvider services, string? username, CancellationToken cancellationToken)
    {
        if (username is null)
            return Outcome.Of<UserId?>(null);
        return await services.GetRequiredService<AccountService>().FindByUsernameAsync(username, cancellationToken) is { } user ? Outcome.Of<UserId?>(user.Id) : NoSuchAccount;
    }

    private static Option<string> Username(bool required) => new("--username") { Description = "Name of the account, in any case.", Required = required };

    private static Option<string?> Password() => new("--password") { Description = "Without it, it is asked for or read from a pipe; other users of the machine may see what stands here." };

    private static Option<string?> Device() => new("--device") { Description = "Key of a device." };

    private static Option<string?> Address() => new("--address") { Description = "An address or network: 203.0.113.7, 203.0.113.0/24." };
}
