using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Moderation;
using Parlance.Storage.Accounts;

namespace Parlance.Storage.Moderation;

public sealed class SqlStaffStore(Database database) : IStaffStore
{
    public Task<RoleResult> SetRoleAsync(UserId id, UserRole role, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(async s =>
        {
            // First, so that of two admins who demote each other one waits here and then finds to be the last.
            await SqlModerationVersions.RaiseAsync(s, ModerationVersions.RolesName, cancellationToken);
            if (await s.FirstAsync(AccountSql.Find, [("id", id.Value)], Rows.User, cancellationToken) is not { IsDeleted: false, IsGuest: false } user)
                return RoleResult.NoSuchMember;
            if (user.Role == role)
                return RoleResult.Unchanged;
            if (user.Role == UserRole.Admin && await s.ScalarAsync(StaffSql.OtherAdmins, [("id", id.Value)], cancellationToken) == 0)
                return RoleResult.LastAdmin;

            await s.ExecuteAsync(StaffSql.SetRole, [("role", (long)role), ("id", id.Value)], cancellationToken);
            await SqlAuditLog.AddAsync(s, audit with { Details = new Dictionary<string, string>(audit.Details) { ["from"] = user.Role.ToString().ToLowerInvariant() } }, cancellationToken);
            return RoleResult.Changed;
        }, cancellationToken);
}
