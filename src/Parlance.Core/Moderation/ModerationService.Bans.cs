using System.Globalization;
using Parlance.Core.Accounts;

namespace Parlance.Core.Moderation;

public sealed partial class ModerationService
{
    /// <summary>The longest ban that ends by itself.</summary>
    public static readonly TimeSpan MaxBan = TimeSpan.FromDays(3_650);

    /// <summary>Bans an account, a device or an address, in place of the ban it may be under. Open sockets close within two seconds, on every node.</summary>
    public async Task<Outcome<Ban>> BanAsync(User? actor, BanDraft draft, CancellationToken cancellationToken)
    {
        if (!(await CheckAsync(actor, draft, cancellationToken)).TryGet(out var ban, out var refusal))
            return refusal;

        var entry = Entry(actor, AuditActions.Ban, draft.User, ban.Kind == BanKind.Account ? null : $"{Name(ban.Kind)}:{ban.Target}", ban.Reason, ("until", Until(ban)));
        var given = await banStore.GiveAsync(ban, entry, cancellationToken);
        if (draft.User is not { } user)
        {
            await bans.ReloadAsync(cancellationToken);
            return given;
        }

        // From here on it is done to its end, whoever hangs up.
        if (actor is null)
            await versions.RaiseAsync(ModerationVersions.AccountsName, CancellationToken.None);
        return (await accounts.BanAsync(user, ban.ExpiresAt, CancellationToken.None)).Refusal is { } gone ? gone : given;
    }

    /// <summary>Lifts a ban before its time.</summary>
    public async Task<Outcome<Ban>> LiftAsync(User? actor, BanId id, string? reason, CancellationToken cancellationToken)
    {
        if (BanRules.CheckNote(reason, "reason") is { } unfit)
            return unfit;
        var lifted = await banStore.LiftAsync(id, time.GetUtcNow(), actor?.Id,
            ban => Entry(actor, AuditActions.Unban, AccountOf(ban), ban.Kind == BanKind.Account ? null : $"{Name(ban.Kind)}:{ban.Target}", reason), cancellationToken);
        if (lifted is null)
            return BanRules.NoSuchBan;
        if (AccountOf(lifted) is not { } user)
        {
            await bans.ReloadAsync(cancellationToken);
            return lifted;
        }

        if (actor is null)
            await versions.RaiseAsync(ModerationVersions.AccountsName, CancellationToken.None);
        await accounts.BanAsync(user, null, CancellationToken.None);
        return lifted;
    }

    /// <summary>As <see cref="LiftAsync(User?, BanId, string?, CancellationToken)"/>, of what one of the three is under.</summary>
    public async Task<Outcome<Ban>> LiftAsync(User? actor, UserId? user, string? device, string? address, CancellationToken cancellationToken)
    {
        var range = AddressRange.Parse(address);
        if (address is not null && range is null)
            return Refusal.Invalid("address", "`address` must be an address or a network.");
        var (kind, target) = user is { } id ? (BanKind.Account, id.ToString()) : device is not null ? (BanKind.Device, device) : (BanKind.Address, range?.ToString() ?? "");
        return (await banStore.AboutAsync(kind, target, 1, cancellationToken)) is [{ LiftedAt: null } ban] ? await LiftAsync(actor, ban.Id, null, cancellationToken) : BanRules.NoSuchBan;
    }

    private static UserId? AccountOf(Ban ban) => ban.Kind == BanKind.Account ? new UserId(long.Parse(ban.Target, CultureInfo.InvariantCulture)) : null;

    private static string Until(Ban ban) => ban.ExpiresAt == DateTimeOffset.MaxValue ? "for good" : ban.ExpiresAt.ToString("O", CultureInfo.InvariantCulture);

    /// <returns>The ban as it would be stored.</returns>
    private async Task<Outcome<Ban>> CheckAsync(User? actor, BanDraft draft, CancellationToken cancellationToken)
    {
        if (BanRules.CheckReason(draft.Reason) is { } unfit)
            return unfit;
        if (draft.Duration is { } duration && (duration <= TimeSpan.Zero || duration > MaxBan))
            return Refusal.Invalid("duration_s", $"`duration_s` must be 1 to {(long)MaxBan.TotalSeconds}; leave it out for good.");
        if ((draft.User is null ? 0 : 1) + (draft.Device is null ? 0 : 1) + (draft.Address is null ? 0 : 1) != 1)
            return Refusal.Invalid("user", "A ban names one of `user`, `device` and `address`.");

        var now = time.GetUtcNow();
        var ban = new Ban
        {
            Id = default,
            Kind = draft.User is not null ? BanKind.Account : draft.Device is not null ? BanKind.Device : BanKind.Address,
            Target = draft.User?.ToString() ?? draft.Device ?? "",
            Reason = draft.Reason!.Trim(),
            ExpiresAt = draft.Duration is { } lasts ? now + lasts : DateTimeOffset.MaxValue,
            CreatedAt = now,
            CreatedBy = actor?.Id,
        };
        if (draft.User is { } user)
            return await CheckAccountAsync(actor, user, cancellationToken) is { } refusal ? refusal : ban;
        if (draft.Device is not null)
            return BanRules.CheckDevice(draft.Device) is { } badDevice ? badDevice : ban;

        if (AddressRange.Parse(draft.Address) is not { } range)
            return Refusal.Invalid("address", "`address` must be an address or a network, for example `203.0.113.7` or `2001:db8::/48`; networks of /8 (IPv6: /16) at most.");
        if (!draft.Force && draft.OwnAddress is { } own && range.Contains(own))
            return BanRules.OwnAddress;
        return ban with { Target = range.ToString() };
    }

    private async Task<Refusal?> CheckAccountAsync(User? actor, UserId user, CancellationToken cancellationToken)
    {
        if (actor?.Id == user)
            return BanRules.NotOneself;
        if (!(await accounts.FindAsync(user, cancellationToken)).TryGet(out var subject, out var refusal))
            return refusal;
        return actor is { Role: not UserRole.Admin } && IsStaff(subject) ? BanRules.NotStaff : null;
    }

    private static Outcome<BanDraft> BanOf(Report report, ReportDecision decision)
    {
        var draft = new BanDraft { Reason = string.IsNullOrWhiteSpace(decision.Note) ? $"report {report.Id}" : decision.Note, Duration = decision.BanDuration, OwnAddress = decision.OwnAddress };
        draft = decision.Ban switch
        {
            "user" => draft with { User = report.Subject.User },
            "device" => draft with { Device = report.Subject.Device },
            "address" => draft with { Address = report.Subject.Address },
            _ => draft,
        };
        if (decision.Ban is not ("user" or "device" or "address"))
            return Refusal.Invalid("ban", "`ban` must be `user`, `device` or `address`.");
        return draft is { User: null, Device: null, Address: null } ? Refusal.Invalid("ban", $"The report knows no {decision.Ban} of its subject.") : draft;
    }
}
