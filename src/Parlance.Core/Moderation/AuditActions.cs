namespace Parlance.Core.Moderation;

/// <summary>What moderators do, as the audit log and the native wire name it.</summary>
public static class AuditActions
{
    public const string DecideReport = "report.decide";
    public const string Ban = "ban";
    public const string Unban = "unban";
    public const string ChangeRole = "role";
    public const string DeleteMessage = "message.delete";
    public const string CloseRoom = "room.close";
    public const string AddFilter = "filter.add";
    public const string RemoveFilter = "filter.remove";
    public const string CreateAccount = "account.create";
    public const string SetPassword = "account.password";
}
