using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Conversations.Entries;
using Parlance.Core.Messages;

namespace Parlance.Core.Moderation;

/// <summary>What moderators and admins do. Whatever changes something is in the audit log. Safe for concurrent use.</summary>
/// <remarks>
/// Who may call at all is decided before (<see cref="IsStaff"/>); what only admins may, and whom a moderator may not touch, is decided here. The actor is null for whoever
/// works at the server's command line and may do everything. Refusals of every method: `invalid` with the field, `not_found`, `forbidden`.
/// </remarks>
public sealed partial class ModerationService(
    IReportStore reports, IBanStore banStore, BanService bans, IFilterStore filters, ContentFilter contentFilter, IStaffStore staff, IAuditLog audit, IModerationVersions versions,
    AccountService accounts, IMessageStore messages, IConversationStore conversations, MessageLog log, TimeProvider time)
{
    public static readonly Refusal NotStaff = new(RefusalCode.Forbidden, "This is for moderators and admins.", "Ask an admin to make you a moderator.");

    public static readonly Refusal NotAdmin = new(RefusalCode.Forbidden, "This is for admins.", "Ask an admin.");

    public static bool IsStaff(User user) => user.Role >= UserRole.Moderator;

    /// <summary>Decides an open report, and bans its subject if that is part of the decision.</summary>
    /// <returns>The report as decided; also `taken` when it is decided already.</returns>
    public async Task<Outcome<Report>> DecideAsync(User actor, ReportId id, ReportDecision decision, CancellationToken cancellationToken)
    {
        ReportState? state = decision.State switch { "upheld" => ReportState.Upheld, "dismissed" => ReportState.Dismissed, _ => null };
        if (state is null)
            return Refusal.Invalid("state", "`state` must be `upheld` or `dismissed`.");
        if (BanRules.CheckNote(decision.Note, "note") is { } unfit)
            return unfit;
        if (await reports.FindAsync(id, cancellationToken) is not { } report)
            return ReportRules.NoSuchReport;
        if (report.State != ReportState.Open)
            return ReportRules.Decided;

        BanDraft? ban = null;
        if (decision.Ban is not null)
        {
            if (state != ReportState.Upheld)
                return Refusal.Invalid("ban", "Only a report that is `upheld` bans anybody.");
            if (!BanOf(report, decision).TryGet(out ban, out var refusal) || !(await CheckAsync(actor, ban, cancellationToken)).TryGet(out _, out refusal))
                return refusal;
        }

        var entry = Entry(actor, AuditActions.DecideReport, report.Subject.User, $"report:{id}", decision.Note, ("state", decision.State!));
        if (await reports.DecideAsync(id, state.Value, actor.Id, decision.Note, entry, cancellationToken) is not { } decided)
            return ReportRules.Decided;
        if (ban is not null && (await BanAsync(actor, ban, cancellationToken)).Refusal is { } notBanned)
            return notBanned;
        return decided;
    }

    /// <summary>Deletes anybody's message, wherever it is.</summary>
    public async Task<Outcome<Message>> DeleteMessageAsync(User actor, MessageId id, string? reason, CancellationToken cancellationToken)
    {
        if (BanRules.CheckNote(reason, "reason") is { } unfit)
            return unfit;
        if (await messages.FindAsync(id, cancellationToken) is not { } message)
            return Refusal.NoSuchMessage;
        if (message.IsDeleted)
            return message;

        // On record first: what is gone can no longer be told about.
        await audit.AddAsync(Entry(actor, AuditActions.DeleteMessage, message.Sender, $"message:{id}", reason, ("conversation", $"{message.Conversation}")), cancellationToken);
        return await log.StoreAsync(new Messages.Entries.DeleteMessage(id, actor.Id, anywhere: true));
    }

    /// <summary>Deletes a room or group for everybody in it.</summary>
    public async Task<Outcome<Conversation>> CloseRoomAsync(User actor, ConversationId id, string? reason, CancellationToken cancellationToken)
    {
        if (BanRules.CheckNote(reason, "reason") is { } unfit)
            return unfit;
        if (await conversations.FindAsync(id, cancellationToken) is not { Kind: ConversationKind.Room or ConversationKind.Group, IsDeleted: false } room)
            return Refusal.NoSuchConversation;

        await audit.AddAsync(Entry(actor, AuditActions.CloseRoom, room.Host, $"conversation:{id}", reason, ("name", room.Name)), cancellationToken);
        return await log.StoreAsync(new CloseRoom(id));
    }

    /// <summary>Gives a member another role. Nobody changes their own, and an admin is always left.</summary>
    /// <param name="actor">An admin, or null.</param>
    public async Task<Outcome<User>> SetRoleAsync(User? actor, UserId id, UserRole role, string? reason, CancellationToken cancellationToken)
    {
        if (actor is not null and not { Role: UserRole.Admin })
            return NotAdmin;
        if (role is not (UserRole.Member or UserRole.Moderator or UserRole.Admin))
            return Refusal.Invalid("role", "`role` must be `member`, `moderator` or `admin`.");
        if (actor?.Id == id)
            return Refusal.Forbidden("Nobody changes their own role.") with { Remedy = "Ask another admin." };
        if (BanRules.CheckNote(reason, "reason") is { } unfit)
            return unfit;

        var entry = Entry(actor, AuditActions.ChangeRole, id, null, reason, ("to", Name(role)));
        switch (await staff.SetRoleAsync(id, role, entry, cancellationToken))
        {
            case RoleResult.NoSuchMember:
                return Refusal.NoSuchUser;
            case RoleResult.LastAdmin:
                return Refusal.Forbidden("This is the last admin.") with { Remedy = "Make somebody else an admin first." };
        }

        if (actor is null)
            await versions.RaiseAsync(ModerationVersions.AccountsName, CancellationToken.None);
        return await accounts.ReloadAsync(id, cancellationToken);
    }

    /// <summary>Records what was done at a command line, so that the nodes that run see it within seconds.</summary>
    public async Task NoteAsync(string action, UserId subject, CancellationToken cancellationToken)
    {
        await audit.AddAsync(Entry(null, action, subject, null, null), cancellationToken);
        await versions.RaiseAsync(ModerationVersions.AccountsName, cancellationToken);
    }

    public async Task<Outcome<TextFilter>> AddFilterAsync(User actor, FilterKind kind, string? pattern, FilterAction action, CancellationToken cancellationToken)
    {
        if (!FilterRules.Normalize(kind, pattern).TryGet(out var normal, out var refusal))
            return refusal;
        if ((await filters.ListAsync(cancellationToken)).Count >= FilterRules.MaxFilters)
            return FilterRules.TooMany;
        var entry = Entry(actor, AuditActions.AddFilter, null, null, null, ("kind", Name(kind)), ("pattern", normal), ("action", Name(action)));
        if (await filters.AddAsync(new TextFilter(default, kind, normal, action, time.GetUtcNow(), actor.Id), entry, cancellationToken) is not { } added)
            return FilterRules.Taken;
        await contentFilter.ReloadAsync(cancellationToken);
        return added;
    }

    public Task<IReadOnlyList<TextFilter>> FiltersAsync(CancellationToken cancellationToken) => filters.ListAsync(cancellationToken);

    /// <returns>Null when it is removed.</returns>
    public async Task<Refusal?> RemoveFilterAsync(User actor, FilterId id, CancellationToken cancellationToken)
    {
        if (!await filters.RemoveAsync(id, Entry(actor, AuditActions.RemoveFilter, null, $"filter:{id}", null), cancellationToken))
            return FilterRules.NoSuchFilter;
        await contentFilter.ReloadAsync(cancellationToken);
        return null;
    }

    private AuditEntry Entry(User? actor, string action, UserId? subject, string? target, string? reason, params ReadOnlySpan<(string Name, string Value)> details)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in details)
            named[name] = value;
        return new AuditEntry { At = time.GetUtcNow(), Actor = actor?.Id, Action = action, Subject = subject, Target = target, Reason = reason, Details = named };
    }

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
