namespace Parlance.Storage.Moderation;

internal static class StaffSql
{
    /// <summary>Admins other than one user who are not removed.</summary>
    public const string OtherAdmins = "select count(*) from users where role = 3 and id > 0 and id <> @id and deleted = 0";

    public const string SetRole = "update users set role = @role, version = version + 1 where id = @id and role <> 0 and deleted = 0 returning id";
}
