using Parlance.Core.Accounts;

namespace Parlance.Core.Moderation;

public enum RoleResult
{
    Changed,
    Unchanged,

    /// <summary>Nobody of that id, or a guest.</summary>
    NoSuchMember,

    /// <summary>Nobody could give anybody a role any more.</summary>
    LastAdmin,
}

/// <summary>Roles on disk.</summary>
public interface IStaffStore
{
    /// <summary>Changes a member's role and records it, in one transaction. However many do so at once, an admin is left.</summary>
    Task<RoleResult> SetRoleAsync(UserId id, UserRole role, AuditEntry audit, CancellationToken cancellationToken);
}
